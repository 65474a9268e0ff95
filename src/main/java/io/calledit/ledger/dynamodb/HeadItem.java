package io.calledit.ledger.dynamodb;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import io.calledit.identity.Owner;
import io.calledit.ledger.Head;
import io.calledit.ledger.LedgerException.Unavailable;
import io.calledit.ledger.LedgerException.Unavailable.Reason;
import io.calledit.ledger.dynamodb.Requests.Outcome;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.Update;

/**
 * The item at which all writers of a ledger meet: each of their transactions begins with a change to it, under a condition.
 *
 * <p>Who writes in more than one transaction holds a {@link Lease} meanwhile, which keeps everyone else from writing. It is
 * the transactions' condition, too: whoever lost it can't write another item, however late the request arrives.
 */
final class HeadItem {

    /**
     * How long a writer may be silent, in the time of whoever watches it, before another one takes its place. Shorter than
     * a ledger tries to write, so that a crash in an import costs nobody a request.
     */
    static final Duration LEASE = Duration.ofSeconds(15);

    /** From that round on a holder's pauses grow no more: the sooner it gets through, the sooner everyone goes on. */
    private static final int LONGEST_PAUSE = 2;

    private static final String LEASE_ID = "lease";
    private static final String LEASE_BEAT = "leaseBeat";
    private static final String LEASE_TO = "leaseTo";

    private final Requests requests;
    private final Owner owner;
    private final LeaseWatch watch;

    HeadItem(Requests requests, Owner owner, LeaseWatch watch) {
        this.requests = requests;
        this.owner = owner;
        this.watch = watch;
    }

    /**
     * The right to write behind the head in several transactions.
     *
     * @param from where the ledger ends as long as it is held
     * @param to the highest number that may have been written under it
     */
    record Lease(String id, long from, long to) {}

    /**
     * What shows that a lease's holder is alive: it is another one after each of the holder's transactions.
     *
     * @param beat how many of them there were
     */
    record Sign(String id, long beat) {}

    Owner owner() {
        return owner;
    }

    /** Where the ledger ends. Whose lease is in the way is remembered. */
    Head read() {
        return Items.head(item());
    }

    private Map<String, AttributeValue> item() {
        Map<String, AttributeValue> item = requests.get(Layout.head(owner));
        watch.note(owner, leaseIn(item));
        return item;
    }

    /** Moves the head and carries out the writes, or does neither where it isn't there, or isn't free. */
    boolean move(Head from, Head to, List<TransactWriteItem> writes) {
        return whenFree(from, "SET #entries = :e, #calls = :c, #hash = :h", endingAt(to), writes);
    }

    /** Reserves the ledger for entries up to a number; nothing where the head isn't there, or isn't free. */
    Optional<Lease> lease(Head from, Head to) {
        Lease lease = new Lease(UUID.randomUUID().toString(), from.entries(), to.entries());
        Map<String, AttributeValue> values = new HashMap<>(endingAt(from));
        values.putAll(held(lease));
        String change = "SET #entries = :e, #calls = :c, #hash = :h, #lease = :lease, #beat = :beat, #to = :to";
        return whenFree(from, change, values, List.of()) ? Optional.of(lease) : Optional.empty();
    }

    /** Carries out the writes and gives a sign of life; does neither where the lease is lost. */
    boolean write(Lease lease, List<TransactWriteItem> writes) {
        return whileHeld(lease, "SET #beat = #beat + :one", Map.of(":one", Items.number(1)), writes);
    }

    /** Moves the head and gives the lease up, at once; does neither where it is lost. */
    boolean finish(Lease lease, Head to) {
        return whileHeld(
                lease, "SET #entries = :e, #calls = :c, #hash = :h REMOVE #lease, #beat, #to", endingAt(to), List.of());
    }

    /** Gives the lease up with the head where it was; false where it was lost before. */
    boolean giveUp(Lease lease) {
        return whileHeld(lease, "REMOVE #lease, #beat, #to", Map.of(), List.of());
    }

    private boolean whenFree(
            Head head, String change, Map<String, AttributeValue> values, List<TransactWriteItem> writes) {
        String there = "#entries = :fromEntries AND #hash = :fromHash";
        String condition = "attribute_not_exists(#lease) AND "
                + (head.entries() == 0 ? "(attribute_not_exists(pk) OR (" + there + "))" : there);
        Map<String, AttributeValue> all = new HashMap<>(values);
        all.put(":fromEntries", Items.number(head.entries()));
        all.put(":fromHash", Items.text(head.hash()));
        // Before someone else's lease it would fail, and be a conflict for whoever holds it.
        if (watch.knowsOne(owner) && !isFree(item())) {
            return false;
        }
        Outcome outcome = requests.write(transaction(condition, change, all, writes));
        if (outcome instanceof Outcome.HeadMoved moved) {
            watch.note(owner, leaseIn(moved.head()));
        }
        return outcome instanceof Outcome.Written;
    }

    private boolean whileHeld(
            Lease lease, String change, Map<String, AttributeValue> values, List<TransactWriteItem> writes) {
        Map<String, AttributeValue> all = new HashMap<>(values);
        all.put(":mine", Items.text(lease.id()));
        List<TransactWriteItem> transaction = transaction("#lease = :mine", change, all, writes);
        long start = watch.now();
        int round = 0;
        do {
            Outcome outcome = requests.write(transaction);
            if (outcome instanceof Outcome.Written) {
                return true;
            }
            if (outcome instanceof Outcome.HeadMoved) {
                return false;
            }
            // Someone found out at the same moment that the head isn't free, and from then on will look first.
            Requests.pause(Math.min(round++, LONGEST_PAUSE));
            // Whoever was silent for longer may have lost its place.
        } while (watch.passedSince(start) < LEASE.toNanos());
        throw new Unavailable(Reason.BUSY, null);
    }

    /** Whether there is no lease, or none any more: what a dead holder left is cleared away. */
    private boolean isFree(Map<String, AttributeValue> head) {
        Optional<Sign> lease = leaseIn(head);
        return lease.isEmpty() || (watch.isAbandoned(owner, lease.get()) && takesOver(head, lease.get()));
    }

    /** Clears away what a writer left; false where it is alive after all, or someone else was faster. */
    private boolean takesOver(Map<String, AttributeValue> head, Sign theirs) {
        Lease lease = new Lease(UUID.randomUUID().toString(), Items.head(head).entries(), Items.number(head, LEASE_TO));
        Map<String, AttributeValue> values = new HashMap<>(held(lease));
        values.put(":theirs", Items.text(theirs.id()));
        values.put(":theirBeat", Items.number(theirs.beat()));
        Outcome outcome = requests.write(transaction(
                "#lease = :theirs AND #beat = :theirBeat",
                "SET #lease = :lease, #beat = :beat, #to = :to",
                values,
                List.of()));
        return outcome instanceof Outcome.Written && new Leftovers(requests, this, lease).clear();
    }

    private static Optional<Sign> leaseIn(Map<String, AttributeValue> head) {
        return head.containsKey(LEASE_ID)
                ? Optional.of(new Sign(Items.text(head, LEASE_ID), Items.number(head, LEASE_BEAT)))
                : Optional.empty();
    }

    private List<TransactWriteItem> transaction(
            String condition, String change, Map<String, AttributeValue> values, List<TransactWriteItem> writes) {
        Map<String, String> names = new HashMap<>(Map.of(
                "#entries", Items.ENTRIES,
                "#calls", Items.CALLS,
                "#hash", Items.HASH,
                "#lease", LEASE_ID,
                "#beat", LEASE_BEAT,
                "#to", LEASE_TO));
        // DynamoDB refuses names that aren't used.
        names.keySet().removeIf(name -> !(condition + change).contains(name));
        List<TransactWriteItem> transaction = new ArrayList<>();
        transaction.add(TransactWriteItem.builder()
                .update(Update.builder()
                        .tableName(requests.table())
                        .key(Layout.head(owner))
                        .conditionExpression(condition)
                        .updateExpression(change)
                        .expressionAttributeNames(names)
                        .expressionAttributeValues(values)
                        .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD)
                        .build())
                .build());
        transaction.addAll(writes);
        return transaction;
    }

    private static Map<String, AttributeValue> endingAt(Head head) {
        return Map.of(
                ":e", Items.number(head.entries()), ":c", Items.number(head.calls()), ":h", Items.text(head.hash()));
    }

    private static Map<String, AttributeValue> held(Lease lease) {
        return Map.of(
                ":lease", Items.text(lease.id()), ":beat", Items.number(0), ":to", Items.number(lease.to()));
    }
}
