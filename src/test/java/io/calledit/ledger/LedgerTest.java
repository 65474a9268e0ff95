package io.calledit.ledger;

import static io.calledit.ledger.Examples.ANN;
import static io.calledit.ledger.Examples.BEN;
import static io.calledit.ledger.Examples.cameTrue;
import static io.calledit.ledger.Examples.newKey;
import static io.calledit.ledger.Examples.terms;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;

import io.calledit.identity.Owner;
import io.calledit.prediction.CallId;
import io.calledit.prediction.Outcome;
import io.calledit.prediction.Verdict;
import io.calledit.time.SetClock;

class LedgerTest {

    private static final String DUE = "2027-01-01T00:00:00Z";

    private final SetClock clock = new SetClock(Instant.parse("2026-11-22T12:00:00.123456Z"));
    private final CallStore store = new InMemoryCallStore();
    private final Ledger ledger = new Ledger(store, clock);

    private CallId logged() {
        return ledger.log(ANN, newKey(), terms("It rains", DUE)).call();
    }

    private Call add(CallId id, Event event) {
        ledger.add(ANN, newKey(), id, event);
        return ledger.call(ANN, id);
    }

    private void refused(CallId id, Event event, String why) {
        Head before = ledger.head(ANN);
        assertThatExceptionOfType(LedgerException.NotAllowed.class)
                .isThrownBy(() -> ledger.add(ANN, newKey(), id, event))
                .withMessageContaining(why);
        assertThat(ledger.head(ANN)).isEqualTo(before);
    }

    @Test
    void aLoggedCallIsTheFirstEntryOfItsOwnersLedger() {
        CallId id = logged();

        Call call = ledger.call(ANN, id);
        assertThat(call.terms()).isEqualTo(terms("It rains", DUE));
        assertThat(call.summary().number()).isEqualTo(1);
        assertThat(call.of()).isEqualTo(1);
        assertThat(call.entries()).singleElement().satisfies(entry -> {
            assertThat(entry.number()).isEqualTo(1);
            assertThat(entry.previous()).isEqualTo(HashChain.GENESIS);
            assertThat(entry.at()).isEqualTo(Instant.parse("2026-11-22T12:00:00.123Z"));
        });
    }

    @Test
    void eachOwnerHasALedgerOfTheirOwn() {
        logged();
        CallId bens = ledger.log(BEN, newKey(), terms("It snows", DUE)).call();

        assertThat(ledger.call(BEN, bens).entries().get(0).number()).isEqualTo(1);
        assertThatExceptionOfType(LedgerException.NoSuchCall.class).isThrownBy(() -> ledger.call(ANN, bens));
        assertThatExceptionOfType(LedgerException.NoSuchCall.class)
                .isThrownBy(() -> ledger.add(ANN, newKey(), bens, new Event.Note("not mine")));
    }

    @Test
    void theSameKeyLogsOnce() {
        IdempotencyKey key = newKey();

        Ledger.Written first = ledger.log(ANN, key, terms("It rains", DUE));
        Ledger.Written again = ledger.log(ANN, key, terms("It rains", DUE));

        assertThat(first.repeated()).isFalse();
        assertThat(again).isEqualTo(new Ledger.Written(first.call(), true));
        assertThat(ledger.head(ANN).entries()).isEqualTo(1);
    }

    @Test
    void aRepeatIsAnsweredEvenWhenTheDateHasPassedInBetween() {
        IdempotencyKey key = newKey();
        CallId id = ledger.log(ANN, key, terms("It rains", DUE)).call();
        clock.set(Instant.parse("2027-02-01T00:00:00Z"));

        assertThat(ledger.log(ANN, key, terms("It rains", DUE)).call()).isEqualTo(id);
    }

    @Test
    void theSameKeyForSomethingElseIsRefusedAndSaysWhatItWasFor() {
        IdempotencyKey key = newKey();
        CallId id = ledger.log(ANN, key, terms("It rains", DUE)).call();

        assertThatExceptionOfType(LedgerException.KeyReused.class)
                .isThrownBy(() -> ledger.log(ANN, key, terms("It snows", DUE)))
                .satisfies(reused -> assertThat(reused.call()).isEqualTo(id));
        assertThatExceptionOfType(LedgerException.KeyReused.class)
                .isThrownBy(() -> ledger.add(ANN, key, id, new Event.Note("hello")));
        assertThat(ledger.head(ANN).entries()).isEqualTo(1);
    }

    @Test
    void theSameKeyAddsOnce() {
        CallId id = logged();
        IdempotencyKey key = newKey();

        ledger.add(ANN, key, id, cameTrue());
        assertThat(ledger.add(ANN, key, id, cameTrue()).repeated()).isTrue();

        assertThat(ledger.call(ANN, id).entries()).hasSize(2);
    }

    @Test
    void aCallWhoseDateIsNotAheadIsNotLogged() {
        assertThatExceptionOfType(LedgerException.Invalid.class)
                .isThrownBy(() -> ledger.log(ANN, newKey(), terms("Too late", "2026-11-22T13:00:00+01:00")))
                .satisfies(invalid -> assertThat(invalid.errors().get(0).field()).isEqualTo("plan.verification_date"));
        assertThat(ledger.head(ANN)).isEqualTo(Head.EMPTY);
    }

    @Test
    void aVerdictStandsUntilItIsUndone() {
        CallId id = logged();

        assertThat(add(id, cameTrue()).verdict()).contains(cameTrue().verdict());
        refused(id, cameTrue(), "judged");
        refused(id, new Event.Undo(1), "nothing to undo");
        assertThat(add(id, new Event.Undo(2)).verdict()).isEmpty();
        refused(id, new Event.Undo(2), "nothing to undo");

        Verdict didNot = new Verdict(Outcome.DID_NOT, List.of(), Optional.of("I looked again."));
        assertThat(add(id, new Event.Judged(didNot)).verdict()).contains(didNot);
    }

    @Test
    void confidenceChangesOnlyWhileTheCallIsOpen() {
        CallId id = logged();

        refused(id, new Event.Confidence(70), "already");
        assertThat(add(id, new Event.Confidence(60)).summary().confidence()).isEqualTo(60);
        clock.set(Instant.parse(DUE));
        refused(id, new Event.Confidence(99), "date has come");
        add(id, cameTrue());
        refused(id, new Event.Confidence(99), "judged");
    }

    @Test
    void aCallIsWithdrawnBeforeItsDateOrNotAtAll() {
        CallId early = logged();
        CallId late = logged();

        assertThat(add(early, new Event.Withdrawal(Optional.empty())).summary().state(clock.instant())).isEqualTo(State.WITHDRAWN);
        refused(early, cameTrue(), "withdrawn");
        refused(early, new Event.Withdrawal(Optional.empty()), "withdrawn");
        add(early, new Event.Note("I no longer think so."));
        clock.set(Instant.parse(DUE));
        refused(late, new Event.Withdrawal(Optional.empty()), "not withdrawn");
    }

    @Test
    void aCallHoldsABoundedNumberOfEntries() {
        CallId id = logged();
        for (int i = 1; i < Rules.MOST_ENTRIES; i++) {
            ledger.add(ANN, newKey(), id, new Event.Note("note " + i));
        }

        refused(id, new Event.Note("one more"), "no room");
    }

    @Test
    void anEntryThatIsTooLargeIsNotWritten() {
        assertThatExceptionOfType(LedgerException.Invalid.class)
                .isThrownBy(() -> ledger.log(ANN, newKey(), terms("é".repeat(Ledger.LARGEST_ENTRY / 2), DUE)));
        assertThat(ledger.head(ANN)).isEqualTo(Head.EMPTY);
    }

    @Test
    void aClockThatJumpsBackChangesNeitherTheOrderNorTheChain() {
        CallId id = logged();
        clock.set(clock.instant().minus(Duration.ofDays(30)));

        add(id, new Event.Note("earlier, they say"));

        List<Entry> entries = ledger.call(ANN, id).entries();
        assertThat(entries.get(1).at()).isBefore(entries.get(0).at());
        ChainOfTheStore.assertHolds(store, ANN);
    }

    @Test
    void aLedgerThatMovedInBetweenIsReadAgain() {
        AtomicInteger races = new AtomicInteger();
        CallStore raced = new InterveningStore(store, () -> {
            if (races.incrementAndGet() <= 3) {
                new Ledger(store, clock).log(ANN, newKey(), terms("Someone else's", DUE));
            }
        });

        CallId id = new Ledger(raced, clock).log(ANN, newKey(), terms("Mine", DUE)).call();

        assertThat(ledger.call(ANN, id).summary().number()).isEqualTo(4);
        ChainOfTheStore.assertHolds(store, ANN);
    }

    @Test
    void aVerdictThatAnotherGaveInBetweenIsSeen() {
        CallId id = logged();
        AtomicInteger races = new AtomicInteger();
        CallStore raced = new InterveningStore(store, () -> {
            if (races.getAndIncrement() == 0) {
                ledger.add(ANN, newKey(), id, cameTrue());
            }
        });

        assertThatExceptionOfType(LedgerException.NotAllowed.class)
                .isThrownBy(() -> new Ledger(raced, clock).add(ANN, newKey(), id, cameTrue()));
        assertThat(ledger.call(ANN, id).entries()).hasSize(2);
    }

    /** Lets something happen to a store just before each append. */
    private static final class InterveningStore extends DelegatingCallStore {

        private final Runnable before;

        InterveningStore(CallStore store, Runnable before) {
            super(store);
            this.before = before;
        }

        @Override
        public boolean append(Owner owner, Head head, List<Append> appends) {
            before.run();
            return super.append(owner, head, appends);
        }
    }
}
