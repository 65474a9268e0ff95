package io.calledit.ledger.dynamodb;

import static io.calledit.ledger.Examples.ANN;
import static io.calledit.ledger.Examples.newKey;
import static io.calledit.ledger.Examples.terms;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

import io.calledit.ledger.Append;
import io.calledit.ledger.CallSummary;
import io.calledit.ledger.Event;
import io.calledit.ledger.InMemoryCallStore;
import io.calledit.ledger.Ledger;
import io.calledit.prediction.CallId;

/** Appends as the ledger makes them, to give to a store without one. */
final class Appends {

    private Appends() {}

    /** A ledger's first entry, which makes a call. */
    static List<Append> first() {
        return withNotes(0);
    }

    /** The same, and as many notes to the call. */
    static List<Append> withNotes(int notes) {
        InMemoryCallStore store = new InMemoryCallStore();
        Ledger ledger = new Ledger(store, Clock.systemUTC());
        CallId id = ledger.log(ANN, newKey(), terms("first", "2099-01-01T00:00:00Z")).call();
        IntStream.range(0, notes).forEach(none -> ledger.add(ANN, newKey(), id, new Event.Note("note")));
        CallSummary call = CallSummary.of(store.entries(ANN, id));
        return store.entries(ANN, id).stream().map(entry -> new Append(entry, call, Optional.empty())).toList();
    }
}
