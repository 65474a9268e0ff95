package io.calledit.ledger.api;

import java.io.IOException;
import java.util.List;

import io.calledit.identity.Owner;
import io.calledit.ledger.Head;
import io.calledit.ledger.KeptEntry;
import io.calledit.ledger.Ledger;

/** A ledger as it was when its head was read, for reading through without holding it all. */
final class WholeLedger {

    /** Few enough to be held at once, whatever they hold. */
    static final int AT_A_TIME = 200;

    private final Ledger ledger;
    private final Owner owner;
    private final Head head;

    private WholeLedger(Ledger ledger, Owner owner, Head head) {
        this.ledger = ledger;
        this.owner = owner;
        this.head = head;
    }

    static WholeLedger of(Ledger ledger, Owner owner) {
        return new WholeLedger(ledger, owner, ledger.head(owner));
    }

    Owner owner() {
        return owner;
    }

    Head head() {
        return head;
    }

    /** Takes some entries. */
    interface Reader {

        /** @throws IOException ends the reading */
        void read(List<KeptEntry> entries) throws IOException;
    }

    /** Gives the reader all entries up to the head, in order, and none that was written since. */
    void read(Reader reader) throws IOException {
        long after = 0;
        while (after < head.entries()) {
            int most = (int) Math.min(AT_A_TIME, head.entries() - after);
            List<KeptEntry> entries = ledger.chain(owner, after, most);
            if (entries.isEmpty()) {
                throw new IllegalStateException("the ledger ends before its head: at entry " + after);
            }
            reader.read(entries);
            after = entries.get(entries.size() - 1).number();
        }
    }
}
