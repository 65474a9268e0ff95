package io.calledit.page;

import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Calls in a file such as a person makes by hand, for tests that need some that are due already, or many. */
final class HandMadeCsv {

    private static final String HEADER = "statement,due,source,criteria,steps,confidence,tags\n";

    private HandMadeCsv() {
    }

    /** A word that no other test has written. */
    static String newWord() {
        return "w" + UUID.randomUUID().toString().substring(0, 8);
    }

    static String call(String statement, String due) {
        return HEADER + line(statement, due, "by hand");
    }

    static String calls(int many, String statement, String tag) {
        return HEADER + IntStream.rangeClosed(1, many)
                .mapToObj(i -> line(statement + " " + i, "2099-12-31T23:59:59Z", tag))
                .collect(Collectors.joining());
    }

    /** The third line isn't one: its date is none. */
    static String withABadThirdLine(String statement) {
        return HEADER + line(statement, "2099-12-31T23:59:59Z", "by hand") + line(statement, "soon", "by hand");
    }

    private static String line(String statement, String due, String tag) {
        return statement + "," + due + ",The newspaper,True if it says so,Read it,70," + tag + "\n";
    }
}
