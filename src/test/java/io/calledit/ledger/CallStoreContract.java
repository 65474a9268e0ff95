package io.calledit.ledger;

import static io.calledit.ledger.Examples.ANN;
import static io.calledit.ledger.Examples.BEN;
import static io.calledit.ledger.Examples.cameTrue;
import static io.calledit.ledger.Examples.draft;
import static io.calledit.ledger.Examples.newKey;
import static io.calledit.ledger.Examples.terms;
import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import org.junit.jupiter.api.Test;

import io.calledit.identity.Owner;
import io.calledit.prediction.CallId;

/** What every store of calls does. */
public interface CallStoreContract {

    Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

    /** A store in which nothing is written yet; the same one throughout a test. */
    CallStore store();

    private Ledger ledger() {
        return new Ledger(store(), Clock.fixed(NOW, ZoneOffset.UTC));
    }

    private CallId log(Owner owner, String statement, String due, String... tags) {
        return ledger().log(owner, newKey(), terms(statement, due, tags)).call();
    }

    private List<String> statements(CallQuery query) {
        return store().page(ANN, query).calls().stream().map(CallSummary::statement).toList();
    }

    private static CallQuery all(Sort sort) {
        return new CallQuery(Optional.empty(), Optional.empty(), List.of(), sort, 25, Optional.empty(), NOW);
    }

    private static CallQuery in(State state) {
        return new CallQuery(Optional.of(state), Optional.empty(), List.of(), Sort.DUE, 25, Optional.empty(), NOW);
    }

    private static CallQuery tagged(String tag) {
        return new CallQuery(Optional.empty(), Optional.of(tag), List.of(), Sort.DUE, 25, Optional.empty(), NOW);
    }

    private static CallQuery with(String text) {
        return new CallQuery(
                Optional.empty(), Optional.empty(), SearchText.words(text), Sort.DUE, 25, Optional.empty(), NOW);
    }

    @Test
    default void aLedgerBeginsEmpty() {
        assertThat(store().head(ANN)).isEqualTo(Head.EMPTY);
        assertThat(store().chain(ANN, 0, 10)).isEmpty();
        assertThat(store().page(ANN, all(Sort.NEWEST))).isEqualTo(new CallPage(List.of(), Optional.empty()));
        assertThat(store().receipt(ANN, newKey())).isEmpty();
        assertThat(store().entries(ANN, CallId.random(new SecureRandom()))).isEmpty();
    }

    @Test
    default void whatIsWrittenIsReadBackToTheLastByte() {
        CallId id = log(ANN, "Zürich “quotes” 🎯 \\ \u2028 </script>", "2027-01-01T00:00:00+05:45", "one", "zwei drei");
        ledger().add(ANN, newKey(), id, new Event.Confidence(60));
        ledger().add(ANN, newKey(), id, new Event.Note("a\nb\tc"));
        ledger().add(ANN, newKey(), id, cameTrue());

        List<Entry> entries = store().entries(ANN, id);
        assertThat(entries).hasSize(4).isEqualTo(store().chain(ANN, 0, 10).stream().map(KeptEntry::read).toList());
        Head head = Head.EMPTY;
        for (Entry entry : entries) {
            assertThat(Entry.after(head, ANN, entry.at(), id, entry.event(), entry.importedFrom())).isEqualTo(entry);
            head = head.after(entry);
        }
        assertThat(store().head(ANN)).isEqualTo(head);
        assertThat(store().page(ANN, all(Sort.NEWEST)).calls()).containsExactly(CallSummary.of(entries));
    }

    @Test
    default void aTranscriptIsKeptWithItsCallAndFoundByItsOwnerAlone() {
        Draft draft = draft("Zürich “quotes” 🎯", " \u0000\u2028");
        CallId drafted = ledger().log(ANN, newKey(), terms("drafted", "2027-01-01T00:00:00Z"), Optional.of(draft)).call();
        CallId typed = log(ANN, "typed", "2027-01-01T00:00:00Z");

        assertThat(store().transcript(ANN, drafted)).map(KeptTranscript::text)
                .isEqualTo(draft.transcript().map(KeptTranscript::text));
        assertThat(store().entries(ANN, drafted).get(0).transcriptHash())
                .isEqualTo(draft.transcript().map(KeptTranscript::hash));
        assertThat(store().transcript(ANN, typed)).isEmpty();
        assertThat(store().transcript(BEN, drafted)).isEmpty();
        assertThat(store().transcript(ANN, CallId.random(new SecureRandom()))).isEmpty();
        ChainOfTheStore.assertHolds(store(), ANN);
    }

    @Test
    default void aTranscriptMayBeAsLargeAsItIsAllowedToBe() {
        // Random letters: hardly smaller when they are compressed.
        String random = new Random(7).ints(255_000, ' ', 'z').collect(
                StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append).toString();
        Draft draft = draft(random);
        assertThat(draft.transcript().orElseThrow().packed()).hasSizeBetween(200 * 1024, KeptTranscript.LARGEST);

        CallId id = ledger().log(ANN, newKey(), terms("large", "2027-01-01T00:00:00Z", "a", "b", "c"), Optional.of(draft)).call();

        assertThat(store().transcript(ANN, id)).isEqualTo(draft.transcript());
    }

    @Test
    default void anAppendBehindAnotherEndThanTheLedgersWritesNothing() {
        log(ANN, "first", "2027-01-01T00:00:00Z");
        Head stale = Head.EMPTY;
        Draft draft = draft("late");
        Event.Logged logged = new Event.Logged(1, terms("late", "2027-01-01T00:00:00Z"), Optional.of(draft.drafting()));
        CallId id = CallId.random(new SecureRandom());
        Entry entry = Entry.after(stale, ANN, NOW, id, logged, Optional.empty());
        Receipt receipt = new Receipt(newKey(), "f", id, 1);

        boolean written = store().append(ANN, stale, List.of(
                new Append(entry, CallSummary.of(entry, logged), Optional.of(receipt), draft.transcript())));

        assertThat(written).isFalse();
        assertThat(store().head(ANN).entries()).isEqualTo(1);
        assertThat(store().entries(ANN, id)).isEmpty();
        assertThat(store().transcript(ANN, id)).isEmpty();
        assertThat(store().receipt(ANN, receipt.key())).isEmpty();
        assertThat(statements(all(Sort.NEWEST))).containsExactly("first");
    }

    @Test
    default void aReceiptIsFoundByItsOwnerAlone() {
        IdempotencyKey key = newKey();
        CallId id = ledger().log(ANN, key, terms("mine", "2027-01-01T00:00:00Z")).call();

        assertThat(store().receipt(ANN, key)).hasValueSatisfying(receipt -> {
            assertThat(receipt.key()).isEqualTo(key);
            assertThat(receipt.call()).isEqualTo(id);
            assertThat(receipt.entry()).isEqualTo(1);
        });
        assertThat(store().receipt(BEN, key)).isEmpty();
    }

    @Test
    default void nothingOfAnotherOwnerIsFound() {
        CallId id = log(ANN, "mine", "2027-01-01T00:00:00Z", "tag");

        assertThat(store().known(BEN, Set.of(id))).isEmpty();
        assertThat(store().entries(BEN, id)).isEmpty();
        assertThat(store().chain(BEN, 0, 10)).isEmpty();
        assertThat(store().head(BEN)).isEqualTo(Head.EMPTY);
        assertThat(store().page(BEN, all(Sort.DUE)).calls()).isEmpty();
        assertThat(store().page(BEN, with("mine")).calls()).isEmpty();
        assertThat(store().page(BEN, tagged("tag")).calls()).isEmpty();
        assertThat(store().page(BEN, in(State.OPEN)).calls()).isEmpty();
    }

    @Test
    default void theCallsThatAreThereAreKnown() {
        CallId id = log(ANN, "mine", "2027-01-01T00:00:00Z");
        Set<CallId> asked = new HashSet<>(Set.of(id));
        while (asked.size() < 250) {
            asked.add(CallId.random(new SecureRandom()));
        }

        assertThat(store().known(ANN, asked)).containsExactly(id);
        assertThat(store().known(ANN, Set.of())).isEmpty();
    }

    @Test
    default void callsAreListedByDateOrNewestFirst() {
        log(ANN, "b", "2027-02-01T00:00:00Z");
        log(ANN, "a", "2027-01-01T00:00:00Z");
        log(ANN, "same second as b, in another zone", "2027-02-01T02:00:00+02:00");
        log(ANN, "c", "2027-03-01T00:00:00Z");

        assertThat(statements(all(Sort.DUE))).containsExactly("a", "b", "same second as b, in another zone", "c");
        assertThat(statements(all(Sort.NEWEST))).containsExactly("c", "same second as b, in another zone", "a", "b");
    }

    @Test
    default void pagesFollowOneAnotherWithoutLossOrRepetition() {
        List<String> logged = new ArrayList<>();
        for (int i = 0; i < 23; i++) {
            String statement = "call " + i;
            // Many on the same date, so that the number has to break the tie.
            log(ANN, statement, "2027-01-0" + (1 + i % 3) + "T00:00:00Z", i % 2 == 0 ? "even" : "odd");
            logged.add(statement);
        }
        for (Sort sort : Sort.values()) {
            for (Optional<String> tag : List.of(Optional.<String>empty(), Optional.of("even"))) {
                List<String> seen = new ArrayList<>();
                Optional<Cursor> after = Optional.empty();
                do {
                    CallPage page = store().page(
                            ANN, new CallQuery(Optional.of(State.OPEN), tag, List.of("call"), sort, 5, after, NOW));
                    page.calls().forEach(call -> seen.add(call.statement()));
                    assertThat(page.calls()).hasSizeLessThanOrEqualTo(5);
                    after = page.next().flatMap(next -> Cursor.decode(next.encode()));
                } while (after.isPresent());
                List<String> wanted = statements(new CallQuery(Optional.empty(), tag, List.of(), sort, 100, Optional.empty(), NOW));
                assertThat(seen).isEqualTo(wanted).hasSize(tag.isPresent() ? 12 : 23);
            }
        }
    }

    @Test
    default void aCallIsInOneStateAtATime() {
        CallId open = log(ANN, "open", "2027-01-01T00:00:00Z");
        log(ANN, "ready", "2026-11-22T12:00:01Z");
        CallId judged = log(ANN, "judged", "2027-01-01T00:00:00Z");
        ledger().add(ANN, newKey(), judged, cameTrue());
        CallId withdrawn = log(ANN, "withdrawn", "2027-01-01T00:00:00Z");
        ledger().add(ANN, newKey(), withdrawn, new Event.Withdrawal(Optional.empty()));
        Instant later = NOW.plusSeconds(1);

        for (State state : State.values()) {
            for (Sort sort : Sort.values()) {
                CallQuery query =
                        new CallQuery(Optional.of(state), Optional.empty(), List.of(), sort, 25, Optional.empty(), later);
                assertThat(statements(query)).containsExactly(state.wireName());
            }
        }
        assertThat(statements(in(State.OPEN))).containsExactly("ready", "open");
        assertThat(CallSummary.of(store().entries(ANN, open)).state(later)).isEqualTo(State.OPEN);
    }

    @Test
    default void anUndoneVerdictMakesTheCallOpenAgain() {
        CallId id = log(ANN, "judged too soon", "2027-01-01T00:00:00Z", "tag");
        ledger().add(ANN, newKey(), id, cameTrue());
        assertThat(statements(in(State.OPEN))).isEmpty();

        ledger().add(ANN, newKey(), id, new Event.Undo(2));

        assertThat(statements(in(State.OPEN))).containsExactly("judged too soon");
        assertThat(statements(in(State.JUDGED))).isEmpty();
        assertThat(store().page(ANN, tagged("tag")).calls())
                .containsExactly(CallSummary.of(store().entries(ANN, id)));
    }

    @Test
    default void aTagIsFoundAsAWhole() {
        log(ANN, "x", "2027-01-01T00:00:00Z", "crypto", "50 % off_");
        log(ANN, "y", "2027-01-02T00:00:00Z", "cryptography");

        assertThat(statements(tagged("crypto"))).containsExactly("x");
        assertThat(statements(tagged("50 % off_"))).containsExactly("x");
        assertThat(statements(tagged("50 _ off%"))).isEmpty();
    }

    @Test
    default void everyWordOfASearchHasToBeThere() {
        log(ANN, "Bitcoin closes above $100,000", "2027-01-01T00:00:00Z");
        log(ANN, "It snows in ZÜRICH", "2027-01-02T00:00:00Z", "météo");
        log(ANN, "100% of \"all\" AND nothing*", "2027-01-03T00:00:00Z");

        assertThat(statements(with("bitc"))).containsExactly("Bitcoin closes above $100,000");
        assertThat(statements(with("above COIN"))).containsExactly("Bitcoin closes above $100,000");
        assertThat(statements(with("coin snow"))).isEmpty();
        assertThat(statements(with("zurich"))).containsExactly("It snows in ZÜRICH");
        assertThat(statements(with("METEO"))).containsExactly("It snows in ZÜRICH");
        assertThat(statements(with("in"))).hasSize(3);
        assertThat(statements(with("%"))).containsExactly("100% of \"all\" AND nothing*");
        assertThat(statements(with("\"all\" AND"))).containsExactly("100% of \"all\" AND nothing*");
        assertThat(statements(with("_"))).isEmpty();
        assertThat(statements(with("nothing*"))).hasSize(1);
        assertThat(statements(with("NEAR("))).isEmpty();
    }

    @Test
    default void aThousandEntriesAreWrittenTogether() {
        List<ImportedRow> rows = new ArrayList<>();
        SecureRandom random = new SecureRandom();
        for (int i = 0; i < 500; i++) {
            CallId id = CallId.random(random);
            rows.add(new ImportedRow(2L * i, id, 0, Optional.of(NOW), new ImportedRow.Content.Log(
                    terms("imported " + i, OffsetDateTime.parse("2020-01-01T00:00:00Z").plusDays(i).toString(), "old"))));
            rows.add(new ImportedRow(2L * i + 1, id, 0, Optional.of(NOW), new ImportedRow.Content.Add(cameTrue())));
        }
        log(ANN, "before", "2027-01-01T00:00:00Z");

        Ledger.Imported imported = ledger().importAll(ANN, rows);

        assertThat(imported).isEqualTo(new Ledger.Imported(500, 1_000, 0));
        assertThat(store().head(ANN).entries()).isEqualTo(1_001);
        assertThat(store().head(ANN).calls()).isEqualTo(501);
        log(ANN, "after", "2027-01-01T00:00:00Z");
        ChainOfTheStore.assertHolds(store(), ANN);
        assertThat(statements(in(State.OPEN))).containsExactly("before", "after");
        assertThat(ledger().importAll(ANN, rows)).isEqualTo(new Ledger.Imported(0, 0, 500));
    }

    @Test
    default void manyWritersMakeOneChain() throws Exception {
        int writers = 8;
        ExecutorService threads = Executors.newFixedThreadPool(writers);
        try {
            List<Callable<List<CallId>>> work = new ArrayList<>();
            for (int writer = 0; writer < writers; writer++) {
                // A ledger of its own for each, as in as many processes: nothing but the store keeps them apart.
                Ledger own = new Ledger(store(), Clock.fixed(NOW, ZoneOffset.UTC));
                work.add(() -> {
                    List<CallId> ids = new ArrayList<>();
                    for (int i = 0; i < 10; i++) {
                        ids.add(own.log(ANN, newKey(), terms("by many", "2027-01-01T00:00:00Z")).call());
                    }
                    return ids;
                });
            }
            Set<CallId> ids = new HashSet<>();
            for (Future<List<CallId>> done : threads.invokeAll(work)) {
                ids.addAll(done.get());
            }

            assertThat(ids).hasSize(80);
            assertThat(store().known(ANN, ids)).isEqualTo(ids);
            assertThat(store().head(ANN).entries()).isEqualTo(80);
            ChainOfTheStore.assertHolds(store(), ANN);
        } finally {
            threads.shutdownNow();
        }
    }
}
