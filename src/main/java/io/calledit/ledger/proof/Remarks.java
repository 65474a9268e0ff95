package io.calledit.ledger.proof;

import java.util.ArrayList;
import java.util.List;

/** Sentences for the reader of a chain that holds: the first of them whole, and the rest as a number. */
final class Remarks {

    private static final int MOST = 20;

    private final List<String> first = new ArrayList<>();
    private long more;

    void add(String remark) {
        if (first.size() < MOST) {
            first.add(remark);
        } else {
            more++;
        }
    }

    List<String> all(long imported) {
        var all = new ArrayList<>(first);
        if (more > 0) {
            all.add("Remarks left out: " + more + ".");
        }
        if (imported > 0) {
            all.add("Entries that came from a file: " + imported + ". The times that they bring with them are only claimed.");
        }
        return all;
    }
}
