package io.calledit.ledger;

import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

import io.calledit.identity.Owner;
import io.calledit.prediction.CallId;

/** A store that forgets, for the tests of what stands on one; under the same contract as the others. */
public final class InMemoryCallStore implements CallStore {

    private static final class Book {
        private Head head = Head.EMPTY;
        private final TreeMap<Long, Entry> entries = new TreeMap<>();
        private final Map<CallId, CallSummary> calls = new HashMap<>();
        private final Map<CallId, KeptTranscript> transcripts = new HashMap<>();
        private final Map<IdempotencyKey, Receipt> receipts = new HashMap<>();
    }

    private final Map<Owner, Book> books = new HashMap<>();

    private Book book(Owner owner) {
        return books.computeIfAbsent(owner, none -> new Book());
    }

    @Override
    public synchronized Head head(Owner owner) {
        return book(owner).head;
    }

    @Override
    public synchronized Set<CallId> known(Owner owner, Set<CallId> ids) {
        Set<CallId> known = new HashSet<>(ids);
        known.retainAll(book(owner).calls.keySet());
        return known;
    }

    @Override
    public synchronized List<Entry> entries(Owner owner, CallId id) {
        return book(owner).entries.values().stream().filter(entry -> entry.call().equals(id)).toList();
    }

    @Override
    public synchronized List<KeptEntry> chain(Owner owner, long after, int limit) {
        return book(owner).entries.tailMap(after, false).values().stream()
                .limit(limit)
                .map(entry -> new KeptEntry(entry.number(), entry.body(), entry.hash()))
                .toList();
    }

    @Override
    public synchronized CallPage page(Owner owner, CallQuery query) {
        Comparator<CallSummary> newest = Comparator.comparing(CallSummary::number).reversed();
        Comparator<CallSummary> due =
                Comparator.comparing((CallSummary call) -> call.due().toInstant()).thenComparing(CallSummary::number);
        List<CallSummary> found = book(owner).calls.values().stream()
                .filter(query::wants)
                .filter(call -> query.after().map(cursor -> isBehind(call, cursor)).orElse(true))
                .sorted(query.sort() == Sort.DUE ? due : newest)
                .limit(query.limit() + 1L)
                .toList();
        return CallPage.of(found, query.sort(), query.limit());
    }

    private static boolean isBehind(CallSummary call, Cursor cursor) {
        if (cursor.sort() == Sort.NEWEST) {
            return call.number() < cursor.number();
        }
        int order = call.due().toInstant().compareTo(cursor.due());
        return order > 0 || order == 0 && call.number() > cursor.number();
    }

    @Override
    public synchronized Optional<KeptTranscript> transcript(Owner owner, CallId id) {
        return Optional.ofNullable(book(owner).transcripts.get(id));
    }

    @Override
    public synchronized Optional<Receipt> receipt(Owner owner, IdempotencyKey key) {
        return Optional.ofNullable(book(owner).receipts.get(key));
    }

    @Override
    public synchronized boolean append(Owner owner, Head head, List<Append> appends) {
        Book book = book(owner);
        if (!book.head.equals(head)) {
            return false;
        }
        for (Append append : appends) {
            book.entries.put(append.entry().number(), append.entry());
            book.calls.put(append.call().id(), append.call());
            append.transcript().ifPresent(transcript -> book.transcripts.put(append.entry().call(), transcript));
            append.receipt().ifPresent(receipt -> book.receipts.put(receipt.key(), receipt));
            book.head = book.head.after(append.entry());
        }
        return true;
    }
}
