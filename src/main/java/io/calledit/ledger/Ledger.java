package io.calledit.ledger;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import jakarta.enterprise.context.ApplicationScoped;

import io.calledit.identity.Owner;
import io.calledit.planning.FieldError;
import io.calledit.prediction.CallId;
import io.calledit.prediction.Terms;

/**
 * Decides what is written into people's ledgers, and reads them. Every method blocks: none is for an event loop. Each
 * throws {@link LedgerException.Unavailable} where the store doesn't work.
 */
@ApplicationScoped
public class Ledger {

    /** In UTF-8 bytes of canonical JSON: generous for a plan, and far below what a store can keep as one item. */
    static final int LARGEST_ENTRY = 100_000;

    private static final Duration LONGEST_TRY = Duration.ofSeconds(20);
    private static final long LONGEST_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    private final CallStore store;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    /** Writers of one process would only get in each other's way; those of other processes are the store's business. */
    private final ReentrantLock[] writers = Stream.generate(ReentrantLock::new).limit(64).toArray(ReentrantLock[]::new);

    public Ledger(CallStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    /**
     * What became of a request to write.
     *
     * @param repeated whether an earlier request with the same key had written it
     */
    public record Written(CallId call, boolean repeated) {}

    /**
     * How an import ended.
     *
     * @param calls how many were new
     * @param entries how many the new calls have
     * @param skipped how many calls were in the ledger already; nothing was added to them
     */
    public record Imported(int calls, int entries, int skipped) {}

    /**
     * Makes a call of a plan that came from elsewhere, once for each key.
     *
     * @throws LedgerException.Invalid if its date isn't ahead, or it is too large
     * @throws LedgerException.KeyReused if the key was used for something else
     */
    public Written log(Owner owner, IdempotencyKey key, Terms terms) {
        return log(owner, key, terms, Optional.empty());
    }

    /**
     * Makes a call, once for each key, and keeps how its plan was drafted. A second request with the key is the same also
     * where less is known of its draft by then.
     *
     * @throws LedgerException.Invalid if its date isn't ahead, or it is too large
     * @throws LedgerException.KeyReused if the key was used for something else
     */
    public Written log(Owner owner, IdempotencyKey key, Terms terms, Optional<Draft> draft) {
        CallId id = CallId.random(random);
        String about = draft.map(from -> "log\n" + HashChain.hash(from.runId())).orElse("log");
        String fingerprint = fingerprint(about, new Event.Logged(1, terms));
        return once(owner, key, fingerprint, head -> {
            Instant now = clock.instant();
            if (!terms.plan().verificationDate().toInstant().isAfter(now)) {
                throw new LedgerException.Invalid(List.of(new FieldError("plan.verification_date", "is not in the future")));
            }
            Event.Logged logged = new Event.Logged(head.calls() + 1, terms, draft.map(Draft::drafting));
            Entry entry = fitting(Entry.after(head, owner, now, id, logged, Optional.empty()));
            return new Append(
                    entry, CallSummary.of(entry, logged), receipt(key, fingerprint, entry), draft.flatMap(Draft::transcript));
        });
    }

    /**
     * Adds to a call what happened to it, once for each key.
     *
     * @throws LedgerException.NoSuchCall if the owner has none of that id
     * @throws LedgerException.NotAllowed if what the call has come to is against it
     * @throws LedgerException.KeyReused if the key was used for something else
     */
    public Written add(Owner owner, IdempotencyKey key, CallId id, Event event) {
        String fingerprint = fingerprint(id.text(), event);
        return once(owner, key, fingerprint, head -> {
            // From the entries themselves: what lists show is kept beside them, and nothing may rest on that.
            CallSummary call = CallSummary.of(entries(owner, id));
            Instant now = clock.instant();
            Rules.refusal(call, event).or(() -> Rules.refusal(call, event, now)).ifPresent(why -> {
                throw new LedgerException.NotAllowed(why);
            });
            Entry entry = fitting(Entry.after(head, owner, now, id, event, Optional.empty()));
            return new Append(entry, call.after(entry), receipt(key, fingerprint, entry));
        });
    }

    /**
     * Takes over calls from a file: all that aren't in the ledger yet, or, if anything is wrong with one of them, none.
     * Their dates may be past. The entries get new numbers and say when they were first written.
     *
     * @throws LedgerException.BadLines if a row can't follow those before it
     */
    public Imported importAll(Owner owner, List<ImportedRow> rows) {
        Set<CallId> calls = rows.stream().map(ImportedRow::call).collect(Collectors.toSet());
        return write(owner, head -> {
            Import work = new Import(owner, clock.instant(), head, store.known(owner, calls));
            rows.forEach(work::add);
            return new Attempt<>(work.appends(), work.imported());
        });
    }

    /** @throws LedgerException.NoSuchCall if the owner has none of that id */
    public Call call(Owner owner, CallId id) {
        return Call.of(entries(owner, id), store.head(owner).calls());
    }

    /**
     * How the call's plan was drafted, as it is kept: whether that is what was written, the call's first entry tells.
     *
     * @throws LedgerException.NoSuchCall if the owner has none of that id
     * @throws LedgerException.NoTranscript if none of it was kept
     */
    public String transcript(Owner owner, CallId id) {
        Entry logged = entries(owner, id).get(0);
        if (logged.transcriptHash().isEmpty()) {
            throw new LedgerException.NoTranscript(((Event.Logged) logged.event()).drafting());
        }
        return store.transcript(owner, id)
                .map(KeptTranscript::text)
                .orElseThrow(() -> new LedgerException.Unavailable(LedgerException.Unavailable.Reason.DAMAGED, null));
    }

    private List<Entry> entries(Owner owner, CallId id) {
        List<Entry> entries = store.entries(owner, id);
        if (entries.isEmpty()) {
            throw new LedgerException.NoSuchCall();
        }
        return entries;
    }

    /** The calls that are asked for. */
    public CallPage page(Owner owner, CallQuery query) {
        return store.page(owner, query);
    }

    /** The end of the owner's ledger. */
    public Head head(Owner owner) {
        return store.head(owner);
    }

    /** A stretch of the owner's ledger, as {@link CallStore#chain} gives it. */
    public List<KeptEntry> chain(Owner owner, long after, int limit) {
        return store.chain(owner, after, limit);
    }

    private Written once(Owner owner, IdempotencyKey key, String fingerprint, Function<Head, Append> next) {
        return write(owner, head -> {
            Optional<Receipt> earlier = store.receipt(owner, key);
            if (earlier.isPresent()) {
                Receipt receipt = earlier.get();
                if (!receipt.fingerprint().equals(fingerprint)) {
                    throw new LedgerException.KeyReused(receipt.call());
                }
                return new Attempt<>(List.of(), new Written(receipt.call(), true));
            }
            Append append = next.apply(head);
            return new Attempt<>(List.of(append), new Written(append.entry().call(), false));
        });
    }

    /** What would be written behind a head, and what to answer once it is. */
    private record Attempt<T>(List<Append> appends, T answer) {}

    /**
     * Writes what follows from the head. Everything that it rests on is read after the head, and any other writer moves
     * the head: so what is written was true when it was.
     */
    private <T> T write(Owner owner, Function<Head, Attempt<T>> next) {
        ReentrantLock writer = writers[Math.floorMod(owner.hashCode(), writers.length)];
        long giveUp = System.nanoTime() + LONGEST_TRY.toNanos();
        try {
            if (!writer.tryLock(LONGEST_TRY.toNanos(), TimeUnit.NANOSECONDS)) {
                throw busy();
            }
            try {
                do {
                    Head head = store.head(owner);
                    Attempt<T> attempt = next.apply(head);
                    if (attempt.appends().isEmpty() || store.append(owner, head, attempt.appends())) {
                        return attempt.answer();
                    }
                    TimeUnit.NANOSECONDS.sleep(ThreadLocalRandom.current().nextLong(LONGEST_PAUSE_NANOS));
                } while (System.nanoTime() < giveUp);
                throw busy();
            } finally {
                writer.unlock();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw busy();
        }
    }

    private static LedgerException busy() {
        return new LedgerException.Unavailable(LedgerException.Unavailable.Reason.BUSY, null);
    }

    static Entry fitting(Entry entry) {
        // Every char is at most three bytes.
        if (entry.body().length() * 3L > LARGEST_ENTRY
                && entry.body().getBytes(StandardCharsets.UTF_8).length > LARGEST_ENTRY) {
            throw new LedgerException.Invalid(
                    List.of(new FieldError(largestField(entry.event()), "is too large: an entry has at most " + LARGEST_ENTRY + " bytes in all")));
        }
        return entry;
    }

    /** The one that takes up the room. */
    private static String largestField(Event event) {
        if (event instanceof Event.Logged) {
            return "plan";
        }
        return event instanceof Event.Judged ? "evidence" : "note";
    }

    private static Optional<Receipt> receipt(IdempotencyKey key, String fingerprint, Entry entry) {
        return Optional.of(new Receipt(key, fingerprint, entry.call(), entry.number()));
    }

    private static String fingerprint(String about, Event event) {
        return HashChain.hash(about + "\n" + HashChain.canonical(EntryJson.fields(event).toString()));
    }
}
