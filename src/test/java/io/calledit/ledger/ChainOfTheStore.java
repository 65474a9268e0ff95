package io.calledit.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import io.calledit.identity.Owner;

/** Follows a ledger through its store from the first entry to the head. */
public final class ChainOfTheStore {

    private ChainOfTheStore() {}

    public static void assertHolds(CallStore store, Owner owner) {
        Head head = Head.EMPTY;
        List<Entry> stretch = store.chain(owner, 0, 300);
        while (!stretch.isEmpty()) {
            for (Entry entry : stretch) {
                assertThat(entry.number()).isEqualTo(head.entries() + 1);
                assertThat(entry.previous()).isEqualTo(head.hash());
                assertThat(entry.hash()).isEqualTo(HashChain.hash(entry.body()));
                assertThat(HashChain.canonical(entry.body())).isEqualTo(entry.body());
                head = head.after(entry);
            }
            stretch = store.chain(owner, head.entries(), 300);
        }
        assertThat(store.head(owner)).isEqualTo(head);
    }
}
