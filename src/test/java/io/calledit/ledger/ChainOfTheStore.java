package io.calledit.ledger;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.calledit.identity.Owner;
import io.calledit.prediction.CallId;

/** Follows a ledger through its store from the first entry to the head. */
public final class ChainOfTheStore {

    private ChainOfTheStore() {}

    public static void assertHolds(CallStore store, Owner owner) {
        Head head = Head.EMPTY;
        List<Entry> stretch = stretch(store, owner, 0);
        while (!stretch.isEmpty()) {
            for (Entry entry : stretch) {
                assertThat(entry.number()).isEqualTo(head.entries() + 1);
                assertThat(entry.previous()).isEqualTo(head.hash());
                assertThat(entry.hash()).isEqualTo(HashChain.hash(entry.body()));
                assertThat(HashChain.canonical(entry.body())).isEqualTo(entry.body());
                head = head.after(entry);
            }
            stretch = stretch(store, owner, head.entries());
        }
        assertThat(store.head(owner)).isEqualTo(head);
    }

    /** The whole ledger. */
    public static List<Entry> all(CallStore store, Owner owner) {
        List<Entry> entries = new ArrayList<>();
        List<Entry> stretch = stretch(store, owner, 0);
        while (!stretch.isEmpty()) {
            entries.addAll(stretch);
            stretch = stretch(store, owner, entries.get(entries.size() - 1).number());
        }
        return entries;
    }

    /** Holds what is kept of each call beside the entries against what they add up to. */
    public static void assertCallsFollow(CallStore store, Owner owner) {
        Map<CallId, List<Entry>> calls =
                all(store, owner).stream().collect(groupingBy(Entry::call, LinkedHashMap::new, toList()));
        assertThat(store.head(owner).calls()).isEqualTo(calls.size());
        Map<CallId, CallSummary> listed = listed(store, owner);
        calls.forEach((id, entries) -> {
            assertThat(store.entries(owner, id)).isEqualTo(entries);
            assertThat(listed).containsEntry(id, CallSummary.of(entries));
        });
    }

    private static List<Entry> stretch(CallStore store, Owner owner, long after) {
        return store.chain(owner, after, 300).stream().map(KeptEntry::read).toList();
    }

    /** All calls as lists show them. */
    public static Map<CallId, CallSummary> listed(CallStore store, Owner owner) {
        Map<CallId, CallSummary> listed = new LinkedHashMap<>();
        Optional<Cursor> after = Optional.empty();
        do {
            CallPage page = store.page(
                    owner, new CallQuery(Optional.empty(), Optional.empty(), List.of(), Sort.NEWEST, 500, after, Instant.EPOCH));
            page.calls().forEach(call -> listed.put(call.id(), call));
            after = page.next();
        } while (after.isPresent());
        return listed;
    }
}
