package io.calledit.ledger.dynamodb;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/**
 * Writes that belong into the same transaction.
 *
 * @param bytes how large the items are, all in all
 */
record Unit(List<TransactWriteItem> writes, long bytes) {

    /** What the head leaves of a transaction. */
    static final int MOST_WRITES = Requests.MOST_WRITES - 1;

    /** DynamoDB's limit is 4 MB; the rest is for the head and for how it counts. */
    static final long MOST_BYTES = 3_500_000;

    private static final int BYTES_OF_A_NUMBER = 21;
    private static final int BYTES_OF_A_NESTING = 4;

    Unit {
        writes = List.copyOf(writes);
    }

    /** All of them as one. */
    static Unit of(List<Unit> units) {
        return new Unit(
                units.stream().flatMap(unit -> unit.writes().stream()).toList(),
                units.stream().mapToLong(Unit::bytes).sum());
    }

    boolean fitsATransaction() {
        return writes.size() <= MOST_WRITES && bytes <= MOST_BYTES;
    }

    /** The same, in the same order, with as many together as a transaction takes. */
    static List<Unit> packed(List<Unit> units) {
        List<Unit> packed = new ArrayList<>();
        List<Unit> open = new ArrayList<>();
        for (Unit unit : units) {
            open.add(unit);
            if (!Unit.of(open).fitsATransaction() && open.size() > 1) {
                open.remove(open.size() - 1);
                packed.add(Unit.of(open));
                open = new ArrayList<>(List.of(unit));
            }
        }
        if (!open.isEmpty()) {
            packed.add(Unit.of(open));
        }
        return packed;
    }

    /** How large DynamoDB takes an item to be, roughly. */
    static long bytes(Map<String, AttributeValue> item) {
        return item.entrySet().stream()
                .mapToLong(attribute -> attribute.getKey().length() + bytes(attribute.getValue()))
                .sum();
    }

    private static long bytes(AttributeValue value) {
        return switch (value.type()) {
            case S -> value.s().getBytes(StandardCharsets.UTF_8).length;
            case B -> value.b().asByteArrayUnsafe().length;
            case L -> BYTES_OF_A_NESTING + value.l().stream().mapToLong(Unit::bytes).sum();
            case M -> BYTES_OF_A_NESTING + bytes(value.m());
            default -> BYTES_OF_A_NUMBER;
        };
    }
}
