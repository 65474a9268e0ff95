package io.calledit.ledger.dynamodb;

import java.util.Optional;

import io.calledit.ledger.Head;
import io.calledit.ledger.dynamodb.HeadItem.Lease;

/**
 * An append of more than fits one transaction. Everything is written behind the head, where no reader looks, and then the
 * head moves over all of it at once. Until then a {@link Lease} keeps other writers away; if this one dies, its lease runs
 * out, and the next writer clears away what is there.
 */
final class LargeAppend {

    private final HeadItem head;
    private final Writes writes;
    private final Head from;
    private final Head to;

    /** @throws IllegalArgumentException if any of it could be seen before the head moves */
    LargeAppend(HeadItem head, Writes writes, Head from, Head to) {
        if (!writes.onlyBringNewCalls()) {
            throw new IllegalArgumentException("an append of that size can only bring new calls, without receipts");
        }
        this.head = head;
        this.writes = writes;
        this.from = from;
        this.to = to;
    }

    boolean write() {
        Optional<Lease> lease = head.lease(from, to);
        if (lease.isEmpty()) {
            return false;
        }
        for (Unit batch : writes.batches()) {
            if (!head.write(lease.get(), batch.writes())) {
                return false;
            }
        }
        return head.finish(lease.get(), to);
    }
}
