package io.calledit.ledger.dynamodb;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import io.calledit.identity.Owner;
import io.calledit.ledger.CallSummary;
import io.calledit.ledger.Cursor;
import io.calledit.ledger.IdempotencyKey;
import io.calledit.ledger.Standing;
import io.calledit.prediction.CallId;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * What lies where in the table. Every partition's key begins with its owner, so that no request can reach another's:
 *
 * <pre>
 *   owner#head                head              where the ledger ends, and who is about to add much to it
 *   owner#chain#segment       number            an entry
 *   owner#call#id             call              what a call has come to, and the numbers of its entries
 *   owner#transcript#id       transcript        how a call's plan was drafted
 *   owner#receipt#key         receipt           what became of a request
 *   owner#list#…              due#number        a call in a list: all, undecided, judged, withdrawn, or tag#…;
 *                             listed = number   the same list in the order of numbers, by the local index
 * </pre>
 *
 * Numbers in keys have leading zeros, so that the order of the texts is theirs, and the same digits wherever they are
 * written.
 */
final class Layout {

    static final String PARTITION = "pk";
    static final String SORT = "sk";

    /** A call's number, only on items that stand in a list: it is the sort key of {@link #BY_NUMBER}. */
    static final String LISTED = "listed";

    /** A local index, because only those can be read consistently: a call has to be in its list at once. */
    static final String BY_NUMBER = "by-number";

    /** Keeps a partition far below the 10 GB that are allowed where a table has a local index. */
    static final long ENTRIES_PER_SEGMENT = 1_000;

    /** An owner's id has no such character. The last part of a key may: it is never taken apart. */
    private static final String DIVIDER = "#";

    private Layout() {}

    static Map<String, AttributeValue> head(Owner owner) {
        return key(owner.id() + DIVIDER + "head", "head");
    }

    static Map<String, AttributeValue> entry(Owner owner, long number) {
        return key(segment(owner, segmentOf(number)), place(number));
    }

    static Map<String, AttributeValue> call(Owner owner, CallId id) {
        return key(owner.id() + DIVIDER + "call" + DIVIDER + id.text(), "call");
    }

    /** Not in the call's partition, which is read for every page of it. */
    static Map<String, AttributeValue> transcript(Owner owner, CallId id) {
        return key(owner.id() + DIVIDER + "transcript" + DIVIDER + id.text(), "transcript");
    }

    static Map<String, AttributeValue> receipt(Owner owner, IdempotencyKey key) {
        return key(owner.id() + DIVIDER + "receipt" + DIVIDER + key.text(), "receipt");
    }

    static Map<String, AttributeValue> listed(String list, CallSummary call) {
        return key(list, place(call.due().toInstant(), call.number()));
    }

    static long segmentOf(long number) {
        return (number - 1) / ENTRIES_PER_SEGMENT;
    }

    static String segment(Owner owner, long segment) {
        return owner.id() + DIVIDER + "chain" + DIVIDER + segment;
    }

    static String everything(Owner owner) {
        return list(owner, "all");
    }

    static String tagged(Owner owner, String tag) {
        return list(owner, "tag" + DIVIDER + tag);
    }

    static String standing(Owner owner, String standing) {
        return list(owner, standing);
    }

    /** The lists in which a call stands. */
    static List<String> lists(Owner owner, CallSummary call) {
        List<String> lists = new ArrayList<>();
        lists.add(everything(owner));
        lists.add(standing(owner, nameOf(call.standing())));
        call.tags().forEach(tag -> lists.add(tagged(owner, tag)));
        return lists;
    }

    static String nameOf(Standing standing) {
        if (standing instanceof Standing.Judged) {
            return Items.JUDGED;
        }
        return standing instanceof Standing.Withdrawn ? Items.WITHDRAWN : Items.UNDECIDED;
    }

    /** An entry's place in its segment. */
    static String place(long number) {
        return String.format(Locale.ROOT, "%019d", number);
    }

    /** A call's place in a list by date. Seconds are counted from the first that there is, so that none is negative. */
    static String place(Instant due, long number) {
        long second = due.getEpochSecond() - Instant.MIN.getEpochSecond();
        return String.format(Locale.ROOT, "%017d", second) + DIVIDER + place(number);
    }

    static Instant dueAt(String place) {
        long second = Long.parseLong(place.substring(0, place.indexOf(DIVIDER)));
        return Instant.ofEpochSecond(second + Instant.MIN.getEpochSecond());
    }

    static long numberAt(String place) {
        return Long.parseLong(place.substring(place.indexOf(DIVIDER) + 1));
    }

    /** The place behind those of all calls that are due until then, and before all others. */
    static String behind(Instant due) {
        return place(due, Long.MAX_VALUE);
    }

    /** The place right behind the cursor's. */
    static String behind(Cursor cursor) {
        return place(cursor.due(), cursor.number()) + "!";
    }

    private static String list(Owner owner, String name) {
        return owner.id() + DIVIDER + "list" + DIVIDER + name;
    }

    private static Map<String, AttributeValue> key(String partition, String sort) {
        return Map.of(PARTITION, AttributeValue.fromS(partition), SORT, AttributeValue.fromS(sort));
    }
}
