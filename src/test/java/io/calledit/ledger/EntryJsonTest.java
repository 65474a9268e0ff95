package io.calledit.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import io.calledit.prediction.CallId;
import io.calledit.prediction.Outcome;
import io.calledit.prediction.PlainText;
import io.calledit.prediction.Plan;
import io.calledit.prediction.Terms;
import io.calledit.prediction.Verdict;
import io.calledit.prediction.VerificationMethod;

class EntryJsonTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final CallId CALL = new CallId("0123456789abcdef");

    @Property(tries = 500)
    void whatIsWrittenIsReadAndWrittenTheSame(
            @ForAll("events") Event event, @ForAll("moments") Instant at, @ForAll("moments") Instant first, @ForAll boolean imported) {
        Head head = new Head(6, 2, "ab".repeat(32));
        Entry entry = Entry.after(head, Examples.ANN, at, CALL, event, imported ? Optional.of(first) : Optional.empty());

        Entry read = Entry.kept(entry.body(), entry.hash());

        assertThat(read).isEqualTo(entry);
        assertThat(EntryJson.write(
                        read.owner(), read.number(), read.at(), read.call(), read.event(), read.importedFrom(), read.previous()))
                .isEqualTo(entry.body());
    }

    @Property(tries = 500)
    void theOrderOfKeysAndTheWhiteSpaceDoNotMatter(@ForAll("events") Event event, @ForAll long seed) throws IOException {
        ObjectNode fields = EntryJson.fields(event);

        String otherwise = JSON.writerWithDefaultPrettyPrinter().writeValueAsString(shuffled(fields, new Random(seed)));

        assertThat(HashChain.canonical(otherwise)).isEqualTo(HashChain.canonical(fields.toString()));
        assertThat(HashChain.canonical(HashChain.canonical(otherwise))).isEqualTo(HashChain.canonical(otherwise));
        assertThat(JSON.readTree(HashChain.canonical(otherwise))).isEqualTo(JSON.readTree(fields.toString()));
    }

    @Property(tries = 500)
    void eventsThatDifferAreWrittenDifferently(@ForAll("events") Event one, @ForAll("events") Event other) {
        assertThat(HashChain.canonical(EntryJson.fields(one).toString()).equals(HashChain.canonical(EntryJson.fields(other).toString())))
                .isEqualTo(one.equals(other));
    }

    /** What every verifier has to come to; a change here breaks all ledgers that were ever written. */
    @Example
    void theFormIsFixed() {
        Entry entry = Entry.after(Head.EMPTY, Examples.ANN, Instant.parse("2026-11-22T17:18:35.120999Z"), CALL,
                new Event.Note("Ünïcode \u2028 \"é\" 😀 \t"), Optional.of(Instant.EPOCH));

        assertThat(entry.body()).isEqualTo("{\"at\":\"2026-11-22T17:18:35.120Z\",\"call\":\"0123456789abcdef\","
                + "\"imported\":{\"at\":\"1970-01-01T00:00:00.000Z\"},\"note\":\"Ünïcode \u2028 \\\"é\\\" 😀 \\t\",\"number\":1,"
                + "\"owner\":\"ann\",\"previous\":\"" + "0".repeat(64) + "\",\"type\":\"note\",\"v\":1}");
    }

    /** A verifier that somebody saved before there were transcripts goes on reading what says nothing of one. */
    @Example
    void anEntryHasTheFirstVersionThatCanSayWhatItSays() throws IOException {
        Terms terms = Examples.terms("It rains", "2027-01-01T00:00:00Z");
        Drafting drafting = new Drafting.NotKept(Drafting.Reason.TOO_LONG);

        assertThat(json(new Event.Logged(1, terms)).get("v").asInt()).isEqualTo(1);
        assertThat(json(new Event.Logged(1, terms, Optional.of(drafting))).get("v").asInt()).isEqualTo(2);
        assertThat(json(new Event.Logged(1, terms, Optional.of(drafting))).get("transcript").toString())
                .isEqualTo("{\"missing\":\"too_long\"}");
        assertThat(json(new Event.Logged(1, terms, Optional.of(new Drafting.Kept("ab")))).get("transcript").toString())
                .isEqualTo("{\"hash\":\"ab\"}");
    }

    private static JsonNode json(Event event) throws IOException {
        return JSON.readTree(Entry.after(Head.EMPTY, Examples.ANN, Instant.EPOCH, CALL, event, Optional.empty()).body());
    }

    private static JsonNode shuffled(JsonNode node, Random random) {
        if (!(node instanceof ObjectNode object)) {
            return node;
        }
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        Collections.shuffle(names, random);
        ObjectNode shuffled = JsonNodeFactory.instance.objectNode();
        names.forEach(name -> shuffled.set(name, shuffled(object.get(name), random)));
        return shuffled;
    }

    @Provide
    Arbitrary<Instant> moments() {
        return Arbitraries.longs().between(-2_000_000_000_000L, 200_000_000_000_000L).map(Instant::ofEpochMilli);
    }

    @Provide
    Arbitrary<Event> events() {
        Arbitrary<Integer> percents = Arbitraries.integers().between(1, 99);
        Arbitrary<Event> verdicts = Combinators.combine(Arbitraries.of(Outcome.class), text().list().ofMaxSize(3), text())
                .as((outcome, evidence, note) -> new Event.Judged(new Verdict(outcome, evidence, Optional.of(note))));
        return Arbitraries.oneOf(
                Combinators.combine(terms(), draftings().optional()).as((terms, drafting) -> new Event.Logged(3, terms, drafting)),
                percents.map(Event.Confidence::new),
                text().map(Event.Note::new),
                verdicts,
                Arbitraries.longs().between(1, Long.MAX_VALUE >> 10).map(Event.Undo::new),
                text().optional().map(Event.Withdrawal::new));
    }

    private static Arbitrary<Drafting> draftings() {
        return Arbitraries.oneOf(
                Arbitraries.longs().map(seed -> new Drafting.Kept(HashChain.hash(Long.toString(seed)))),
                Arbitraries.of(Drafting.Reason.class).map(Drafting.NotKept::new));
    }

    private static Arbitrary<Terms> terms() {
        Arbitrary<List<String>> lists = text().list().ofMinSize(1).ofMaxSize(3);
        Arbitrary<OffsetDateTime> dates = Combinators.combine(
                        Arbitraries.longs().between(0, 8_000_000_000L), Arbitraries.integers().between(-18 * 60, 18 * 60))
                .as((second, minutes) -> OffsetDateTime.ofInstant(Instant.ofEpochSecond(second), ZoneOffset.ofTotalSeconds(minutes * 60)));
        Arbitrary<Plan> plans = Combinators.combine(text(), dates, lists, lists, text().list().ofMaxSize(2))
                .as((statement, date, source, steps, assumptions) ->
                        new Plan(statement, date, new VerificationMethod(source, steps, steps), assumptions));
        return Combinators.combine(
                        plans, Arbitraries.integers().between(1, 99), text().list().ofMaxSize(3), text().optional(), text().optional(), text().optional())
                .as(Terms::new);
    }

    private static Arbitrary<String> text() {
        return Arbitraries.strings().all().ofMinLength(1).ofMaxLength(10)
                .filter(text -> !text.isBlank() && text.codePoints().noneMatch(PlainText::isNoText));
    }
}
