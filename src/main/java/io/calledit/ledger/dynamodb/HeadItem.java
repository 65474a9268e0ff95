package io.calledit.ledger.dynamodb;

import java.time.Clock;
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
     * How long a writer may be silent, in the clocks of all machines, before another one takes its place. Shorter than a
     * ledger tries to write, so that a crash in an import costs nobody a request.
     */
    static final Duration LEASE = Duration.ofSeconds(15);

    private static final int MOST_ROUNDS = 8;

    private static final String LEASE_ID = "lease";
    private static final String LEASE_UNTIL = "leaseUntil";
    private static final String LEASE_TO = "leaseTo";

    private final Requests requests;
    private final Owner owner;
    private final Clock clock;

    HeadItem(Requests requests, Owner owner, Clock clock) {
        this.requests = requests;
        this.owner = owner;
        this.clock = clock;
    }

    /**
     * The right to write behind the head in several transactions.
     *
     * @param from where the ledger ends as long as it is held
     * @param to the highest number that may have been written under it
     */
    record Lease(String id, long from, long to) {}

    Owner owner() {
        return owner;
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
        String change = "SET #entries = :e, #calls = :c, #hash = :h, #lease = :lease, #until = :until, #to = :to";
        return whenFree(from, change, values, List.of()) ? Optional.of(lease) : Optional.empty();
    }

    /** Carries out the writes and prolongs the lease; does neither where it is lost. */
    boolean write(Lease lease, List<TransactWriteItem> writes) {
        return whileHeld(lease, "SET #until = :until", until(), writes);
    }

    /** Moves the head and gives the lease up, at once; does neither where it is lost. */
    boolean finish(Lease lease, Head to) {
        return whileHeld(
                lease, "SET #entries = :e, #calls = :c, #hash = :h REMOVE #lease, #until, #to", endingAt(to), List.of());
    }

    /** Gives the lease up with the head where it was; false where it was lost before. */
    boolean giveUp(Lease lease) {
        return whileHeld(lease, "REMOVE #lease, #until, #to", Map.of(), List.of());
    }

    private boolean whenFree(
            Head head, String change, Map<String, AttributeValue> values, List<TransactWriteItem> writes) {
        String there = "#entries = :fromEntries AND #hash = :fromHash";
        String condition = "attribute_not_exists(#lease) AND "
                + (head.entries() == 0 ? "(attribute_not_exists(pk) OR (" + there + "))" : there);
        Map<String, AttributeValue> all = new HashMap<>(values);
        all.put(":fromEntries", Items.number(head.entries()));
        all.put(":fromHash", Items.text(head.hash()));
        for (int round = 0; round < MOST_ROUNDS; round++) {
            Outcome outcome = requests.write(transaction(condition, change, all, writes));
            if (outcome instanceof Outcome.Written) {
                return true;
            }
            // Only a writer that was abandoned is worth another try; the rest is for whoever knows what to write.
            if (!(outcome instanceof Outcome.HeadMoved moved) || !takesOver(moved.head())) {
                return false;
            }
        }
        return false;
    }

    private boolean whileHeld(
            Lease lease, String change, Map<String, AttributeValue> values, List<TransactWriteItem> writes) {
        Map<String, AttributeValue> all = new HashMap<>(values);
        all.put(":mine", Items.text(lease.id()));
        List<TransactWriteItem> transaction = transaction("#lease = :mine", change, all, writes);
        for (int round = 0; round < MOST_ROUNDS; round++) {
            Outcome outcome = requests.write(transaction);
            if (outcome instanceof Outcome.Written) {
                return true;
            }
            if (outcome instanceof Outcome.HeadMoved) {
                return false;
            }
            // Someone found out at the same moment that the head isn't free.
            Requests.pause(round);
        }
        throw new Unavailable(Reason.BUSY, null);
    }

    /** Clears away what a writer left whose lease has run out; false where there is no such writer. */
    private boolean takesOver(Map<String, AttributeValue> head) {
        if (!head.containsKey(LEASE_ID) || clock.millis() < Items.number(head, LEASE_UNTIL)) {
            return false;
        }
        Lease lease = new Lease(UUID.randomUUID().toString(), Items.head(head).entries(), Items.number(head, LEASE_TO));
        Map<String, AttributeValue> values = new HashMap<>(held(lease));
        values.put(":theirs", head.get(LEASE_ID));
        values.put(":theirUntil", head.get(LEASE_UNTIL));
        Outcome outcome = requests.write(transaction(
                "#lease = :theirs AND #until = :theirUntil",
                "SET #lease = :lease, #until = :until, #to = :to",
                values,
                List.of()));
        return outcome instanceof Outcome.Written && new Leftovers(requests, this, lease).clear();
    }

    private List<TransactWriteItem> transaction(
            String condition, String change, Map<String, AttributeValue> values, List<TransactWriteItem> writes) {
        Map<String, String> names = new HashMap<>(Map.of(
                "#entries", Items.ENTRIES,
                "#calls", Items.CALLS,
                "#hash", Items.HASH,
                "#lease", LEASE_ID,
                "#until", LEASE_UNTIL,
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

    private Map<String, AttributeValue> held(Lease lease) {
        Map<String, AttributeValue> values = new HashMap<>(until());
        values.put(":lease", Items.text(lease.id()));
        values.put(":to", Items.number(lease.to()));
        return values;
    }

    private Map<String, AttributeValue> until() {
        return Map.of(":until", Items.number(clock.millis() + LEASE.toMillis()));
    }
}
