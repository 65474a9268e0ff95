package io.calledit.ledger;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.calledit.identity.Owner;
import io.calledit.prediction.CallId;

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

    /** The whole ledger. */
    public static List<Entry> all(CallStore store, Owner owner) {
        List<Entry> entries = new ArrayList<>();
        List<Entry> stretch = store.chain(owner, 0, 300);
        while (!stretch.isEmpty()) {
            entries.addAll(stretch);
            stretch = store.chain(owner, entries.get(entries.size() - 1).number(), 300);
        }
        return entries;
    }

    /** Holds what is kept of each call beside the entries against what they add up to. */
    public static void assertCallsFollow(CallStore store, Owner owner) {
        Map<CallId, List<Entry>> calls =
                all(store, owner).stream().collect(groupingBy(Entry::call, LinkedHashMap::new, toList()));
        assertThat(store.head(owner).calls()).isEqualTo(calls.size());
        calls.forEach((id, entries) -> {
            assertThat(store.entries(owner, id)).isEqualTo(entries);
            assertThat(store.call(owner, id)).contains(CallSummary.of(entries));
        });
    }
}
