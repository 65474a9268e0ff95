package io.calledit.ledger.csv;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import io.calledit.ledger.Call;
import io.calledit.ledger.CallStore;
import io.calledit.ledger.ChainOfTheStore;
import io.calledit.ledger.Entry;
import io.calledit.ledger.Event;
import io.calledit.ledger.Examples;
import io.calledit.ledger.InMemoryCallStore;
import io.calledit.ledger.Ledger;
import io.calledit.ledger.Ledger.Imported;
import io.calledit.ledger.LedgerException;
import io.calledit.ledger.Standing;
import io.calledit.ledger.intake.Intake;
import io.calledit.planning.PlanChecker;
import io.calledit.prediction.CallId;
import io.calledit.prediction.Outcome;
import io.calledit.prediction.PlainText;
import io.calledit.prediction.Plan;
import io.calledit.prediction.Terms;
import io.calledit.prediction.Verdict;
import io.calledit.prediction.VerificationMethod;

/** What goes out as a table comes in again as it was. */
class RoundTripTest {

    private static final Clock THEN = Clock.fixed(Instant.parse("2026-11-22T17:18:35.120Z"), ZoneOffset.UTC);
    private static final Clock LATER = Clock.fixed(Instant.parse("2031-01-01T00:00:00.007Z"), ZoneOffset.UTC);

    /** What a person does to a ledger: with the {@code call}-th of its calls, whatever is possible. */
    private record Deed(int call, int kind, String text, int percent) {}

    @Property(tries = 200)
    void aLedgerGoesThroughATableWithoutALoss(
            @ForAll("manyTerms") List<Terms> calls, @ForAll("deeds") List<Deed> deeds) throws IOException {
        Book first = new Book(THEN);
        List<CallId> ids = new ArrayList<>();
        calls.forEach(terms -> ids.add(first.ledger.log(Examples.ANN, Examples.newKey(), terms).call()));
        deeds.forEach(deed -> first.carryOut(deed, ids.get(deed.call() % ids.size())));

        Book second = new Book(LATER);
        Imported imported = second.take(first.table());

        assertThat(imported).isEqualTo(new Imported(calls.size(), first.entries().size(), 0));
        assertThat(second.entries()).extracting(Entry::event).isEqualTo(first.entries().stream().map(Entry::event).toList());
        assertThat(second.entries()).extracting(Entry::importedFrom).containsOnly(Optional.of(THEN.instant()));
        for (CallId id : ids) {
            Call before = first.ledger.call(Examples.ANN, id);
            Call after = second.ledger.call(Examples.ANN, id);
            assertThat(after.terms()).isEqualTo(before.terms());
            assertThat(after.verdict()).isEqualTo(before.verdict());
            assertThat(after.summary().confidence()).isEqualTo(before.summary().confidence());
            assertThat(after.summary().standing().getClass()).isEqualTo(before.summary().standing().getClass());
        }
        Book third = new Book(THEN);
        third.take(second.table());
        assertThat(third.entries()).extracting(Entry::event).isEqualTo(first.entries().stream().map(Entry::event).toList());
        assertThat(third.entries()).extracting(Entry::importedFrom).containsOnly(Optional.of(THEN.instant()));
        assertThat(second.take(first.table())).isEqualTo(new Imported(0, 0, calls.size()));
    }

    /** Beside calls that are there already, entries get other numbers, and an undo has to follow its verdict. */
    @Example
    void anUndoStillNamesItsVerdictWhereTheNumbersDiffer() throws IOException {
        Book first = new Book(THEN);
        CallId id = first.ledger.log(Examples.ANN, Examples.newKey(), Examples.terms("It rains", "2029-01-01T00:00:00Z")).call();
        for (int i = 0; i < 2; i++) {
            first.carryOut(new Deed(0, 2, "Seen", 50), id);
            first.carryOut(new Deed(0, 3, "", 50), id);
        }
        Book second = new Book(LATER);
        second.ledger.log(Examples.ANN, Examples.newKey(), Examples.terms("It snows", "2039-01-01T00:00:00Z"));

        second.take(first.table());

        assertThat(second.ledger.call(Examples.ANN, id).entries()).extracting(Entry::event)
                .filteredOn(Event.Undo.class::isInstance)
                .containsExactly(new Event.Undo(3), new Event.Undo(5));
    }

    @Provide
    Arbitrary<List<Terms>> manyTerms() {
        return terms().list().ofMinSize(1).ofMaxSize(4);
    }

    private static Arbitrary<Terms> terms() {
        Arbitrary<List<String>> lists = text().list().ofMinSize(1).ofMaxSize(3);
        Arbitrary<OffsetDateTime> dates = Combinators.combine(
                        Arbitraries.longs().between(1_800_000_000L, 4_000_000_000L), Arbitraries.integers().between(-18 * 60, 18 * 60))
                .as((second, minutes) -> OffsetDateTime.ofInstant(
                        Instant.ofEpochSecond(second), ZoneOffset.ofTotalSeconds(minutes * 60)));
        Arbitrary<Plan> plans = Combinators.combine(text(), dates, lists, lists, lists, text().list().ofMaxSize(2))
                .as((statement, date, source, criteria, steps, assumptions) ->
                        new Plan(statement, date, new VerificationMethod(source, criteria, steps), assumptions));
        Arbitrary<String> tags = Arbitraries.strings().withChars("=+-@'\"[]{};|abcö ").ofMinLength(1).ofMaxLength(8)
                .filter(PlainText::saysSomething)
                .map(String::strip).filter(tag -> !tag.isEmpty());
        return Combinators.combine(
                        plans,
                        Arbitraries.integers().between(1, 99),
                        tags.list().ofMaxSize(3),
                        text().optional(),
                        text().optional(),
                        Arbitraries.of("Europe/Paris", "UTC", "America/Sao_Paulo").optional())
                .as(Terms::new);
    }

    @Provide
    Arbitrary<List<Deed>> deeds() {
        return Combinators.combine(
                        Arbitraries.integers().between(0, 3),
                        Arbitraries.integers().between(0, 4),
                        text(),
                        Arbitraries.integers().between(1, 99))
                .as(Deed::new)
                .list()
                .ofMaxSize(12);
    }

    /** Text as the gate lets it pass: without space around it. */
    private static Arbitrary<String> text() {
        Arbitrary<String> mean = Arbitraries.strings()
                .withChars("\"',;=+-@＝\t\r\n [](){}\\/\u2028\uFEFFabc09é")
                .ofMinLength(1).ofMaxLength(12);
        Arbitrary<String> known = Arbitraries.of(
                "=HYPERLINK(\"https://evil.example\")", "'=1+1", "''@x", "-5", "[1] a note", "[]", "null", "😀, \"so\"", "a\r\nb\rc\nd",
                "1e5", "007", "＝1", ";", "a;b", "\u2028x");
        return Arbitraries.oneOf(mean, known)
                .map(text -> PlainText.saysSomething(text) ? text.strip() : text.strip() + "a")
                .filter(text -> !text.isBlank() && text.codePoints().noneMatch(PlainText::isNoText));
    }

    /** A ledger, and its way out and in. */
    private static final class Book {

        private final CallStore store = new InMemoryCallStore();
        private final Ledger ledger;
        private final CsvImport csvImport;

        Book(Clock clock) {
            ledger = new Ledger(store, clock);
            csvImport = new CsvImport(new Intake(new PlanChecker(clock)));
        }

        List<Entry> entries() {
            return ChainOfTheStore.all(store, Examples.ANN);
        }

        byte[] table() throws IOException {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            CsvExport table = new CsvExport(out);
            table.write(entries());
            table.flush();
            return out.toByteArray();
        }

        Imported take(byte[] table) {
            return ledger.importAll(Examples.ANN, csvImport.read(table));
        }

        void carryOut(Deed deed, CallId id) {
            Event event = switch (deed.kind()) {
                case 0 -> new Event.Confidence(deed.percent());
                case 1 -> new Event.Note(deed.text());
                case 2 -> new Event.Judged(new Verdict(
                        Outcome.values()[deed.percent() % 4], List.of("https://a.example/?q=" + deed.percent()), Optional.of(deed.text())));
                case 3 -> new Event.Undo(ledger.call(Examples.ANN, id).summary().standing() instanceof Standing.Judged judged
                        ? judged.entry()
                        : 0);
                default -> new Event.Withdrawal(Optional.of(deed.text()).filter(text -> deed.percent() > 50));
            };
            try {
                ledger.add(Examples.ANN, Examples.newKey(), id, event);
            } catch (LedgerException.NotAllowed notNow) {
                assertThat(notNow).isNotNull();
            }
        }
    }
}
