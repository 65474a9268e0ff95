package io.calledit.ledger;

import static io.calledit.ledger.Examples.ANN;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Random;

import io.calledit.prediction.CallId;
import io.calledit.prediction.Outcome;
import io.calledit.prediction.Plan;
import io.calledit.prediction.Terms;
import io.calledit.prediction.Verdict;
import io.calledit.prediction.VerificationMethod;

/**
 * A ledger of a given size, the same each time: ten years of calls that come due within two years, of which nine in ten
 * are then judged, one in twenty withdrawn before, and one in five changed in between.
 */
final class BenchLedger {

    static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

    static final String TAG_OF_HALF = "half";
    static final String TAG_OF_TEN = "ten";
    static final String WORD_OF_NEARLY_ALL = "happens";
    static final String WORD_OF_ONE_IN_FIFTY = "quarterfinal";
    static final String WORD_OF_TEN = "xylophone";

    private static final Duration YEARS = Duration.ofDays(3_650);
    private static final int TOGETHER = 1_000;

    /** What is to be written at a time. */
    private record Planned(Instant at, int call, Event event) {}

    private final Random random = new Random(17);
    private final PriorityQueue<Planned> planned = new PriorityQueue<>(Comparator.comparing(Planned::at));
    private final Map<Integer, CallSummary> calls = new HashMap<>();
    private Head head = Head.EMPTY;

    private BenchLedger() {}

    /** Writes it into the store. */
    static void write(CallStore store, int size) {
        BenchLedger ledger = new BenchLedger();
        for (int call = 0; call < size; call++) {
            ledger.plan(call, size);
        }
        while (!ledger.planned.isEmpty()) {
            Head before = ledger.head;
            List<Append> appends = ledger.next();
            if (!appends.isEmpty() && !store.append(ANN, before, appends)) {
                throw new IllegalStateException("Somebody else writes here.");
            }
        }
    }

    private void plan(int call, int size) {
        Instant at = NOW.minus(YEARS).plus(YEARS.multipliedBy(call).dividedBy(size)).plusSeconds(1);
        Instant due = at.plus(Duration.ofHours(24 + random.nextInt(24 * 730)));
        planned.add(new Planned(at, call, new Event.Logged(1, terms(call, size, due))));
        int fate = random.nextInt(100);
        if (fate % 5 == 0) {
            planned.add(new Planned(between(at, due), call, new Event.Confidence(71)));
        }
        if (fate < 5) {
            planned.add(new Planned(between(at, due), call, new Event.Withdrawal(Optional.empty())));
        } else if (fate < 90) {
            Outcome outcome = Outcome.values()[random.nextInt(2)];
            planned.add(new Planned(due.plusSeconds(3_600), call, new Event.Judged(
                    new Verdict(outcome, List.of("https://example.org/" + call), Optional.of("Seen there.")))));
        }
    }

    private Instant between(Instant at, Instant due) {
        return at.plusSeconds(1 + random.nextInt((int) Duration.between(at, due).toSeconds() - 1));
    }

    private Terms terms(int call, int size, Instant due) {
        int each = size / 10;
        List<String> tags = new ArrayList<>();
        tags.add("topic " + random.nextInt(20));
        if (call % 2 == 0) {
            tags.add(TAG_OF_HALF);
        }
        if (call % each == each / 2) {
            tags.add(TAG_OF_TEN);
        }
        String statement = "What number " + call + " is about "
                + (call % 20 == 19 ? "fails" : WORD_OF_NEARLY_ALL)
                + (call % 50 == 7 ? " in the " + WORD_OF_ONE_IN_FIFTY : "")
                + (call % each == each / 3 ? " to a " + WORD_OF_TEN : "")
                + " before " + due;
        Plan plan = new Plan(
                statement,
                OffsetDateTime.ofInstant(due, ZoneOffset.ofHours(call % 10 - 5)),
                new VerificationMethod(
                        List.of("The record of topic " + call % 20, "Any newspaper of that day"),
                        List.of("True if the record says so on that day", "False otherwise, or where it says nothing"),
                        List.of("Open the record", "Look for number " + call, "Compare")),
                List.of("The record is public", "Days are those of UTC"));
        return new Terms(plan, 70, tags, Optional.of("I say " + statement), Optional.of("rules"), Optional.of("Europe/Paris"));
    }

    private List<Append> next() {
        List<Append> appends = new ArrayList<>();
        while (appends.size() < TOGETHER && !planned.isEmpty()) {
            Planned next = planned.poll();
            if (!next.at().isAfter(NOW)) {
                appends.add(append(next));
            }
        }
        return appends;
    }

    private Append append(Planned next) {
        Event event = next.event() instanceof Event.Logged logged ? new Event.Logged(head.calls() + 1, logged.terms()) : next.event();
        Entry entry = Entry.after(head, ANN, next.at(), id(next.call()), event, Optional.empty());
        CallSummary call = event instanceof Event.Logged logged ? CallSummary.of(entry, logged) : calls.get(next.call()).after(entry);
        calls.put(next.call(), call);
        head = head.after(entry);
        return new Append(entry, call, Optional.of(new Receipt(new IdempotencyKey("key-" + entry.number()), entry.hash(), entry.call(), entry.number())));
    }

    /** As spread out as a random one. */
    static CallId id(int call) {
        byte[] bytes = new byte[16];
        new Random(call).nextBytes(bytes);
        return CallId.of(bytes);
    }
}
