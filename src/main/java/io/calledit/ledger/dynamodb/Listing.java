package io.calledit.ledger.dynamodb;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.calledit.identity.Owner;
import io.calledit.ledger.CallPage;
import io.calledit.ledger.CallQuery;
import io.calledit.ledger.CallSummary;
import io.calledit.ledger.Cursor;
import io.calledit.ledger.Head;
import io.calledit.ledger.Sort;
import io.calledit.ledger.State;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;

/**
 * One page of a list. The narrowest of the lists is read in the order asked for, from the cursor on; what it doesn't decide
 * by its order is filtered by DynamoDB, which reads more than it answers then. So the reading is bounded: a page that has
 * looked at enough ends where it is, and the next one goes on from there.
 */
final class Listing {

    /** With the 1 MB that one request reads at most, a page reads at most some 5 MB. */
    static final int MOST_LOOKED_AT = 5_000;

    private static final int MOST_REQUESTS = 6;
    private static final int FEWEST_FILTERED = 100;
    private static final int GROWTH = 4;

    private static final String LAST_PLACE = "~";

    private final Requests requests;
    private final Owner owner;
    private final Head head;
    private final CallQuery asked;
    private final int mostLookedAt;

    private final Map<String, String> names = new HashMap<>();
    private final Map<String, AttributeValue> values = new HashMap<>();
    private final List<String> filters = new ArrayList<>();

    Listing(Requests requests, Owner owner, Head head, CallQuery asked, int mostLookedAt) {
        this.requests = requests;
        this.owner = owner;
        this.head = head;
        this.asked = asked;
        this.mostLookedAt = mostLookedAt;
    }

    CallPage page() {
        values.put(":list", Items.text(list()));
        filter();
        return asked.sort() == Sort.DUE ? byDate() : newest();
    }

    private String list() {
        return asked.tag()
                .map(tag -> Layout.tagged(owner, tag))
                .or(() -> asked.state().map(state -> Layout.standing(owner, standing(state))))
                .orElse(Layout.everything(owner));
    }

    private static String standing(State state) {
        return switch (state) {
            case OPEN, READY -> Items.UNDECIDED;
            case JUDGED -> Items.JUDGED;
            case WITHDRAWN -> Items.WITHDRAWN;
        };
    }

    private void filter() {
        if (asked.tag().isPresent() && asked.state().isPresent()) {
            names.put("#standing", Items.STANDING);
            names.put("#is", Items.IS);
            values.put(":standing", Items.text(standing(asked.state().get())));
            filters.add("#standing.#is = :standing");
        }
        if (asked.sort() == Sort.NEWEST && isOpenOrReady()) {
            names.put("#due", Items.DUE_SECOND);
            values.put(":now", Items.number(asked.now().getEpochSecond()));
            filters.add(is(State.OPEN) ? "#due > :now" : "#due <= :now");
        }
        for (int i = 0; i < asked.words().size(); i++) {
            names.put("#text", Items.SEARCH_TEXT);
            values.put(":word" + i, Items.text(asked.words().get(i)));
            filters.add("contains(#text, :word" + i + ")");
        }
    }

    private boolean isOpenOrReady() {
        return is(State.OPEN) || is(State.READY);
    }

    private boolean is(State state) {
        return asked.state().equals(Optional.of(state));
    }

    private CallPage byDate() {
        String from = is(State.OPEN) ? Layout.behind(asked.now()) : "0";
        String behindCursor = asked.after().map(Layout::behind).orElse(from);
        from = from.compareTo(behindCursor) < 0 ? behindCursor : from;
        String to = is(State.READY) ? Layout.behind(asked.now()) : LAST_PLACE;
        if (from.compareTo(to) > 0) {
            return nothing();
        }
        values.put(":from", Items.text(from));
        values.put(":to", Items.text(to));
        return read(QueryRequest.builder().keyConditionExpression("pk = :list AND sk BETWEEN :from AND :to"));
    }

    private CallPage newest() {
        long last = Math.min(head.calls(), asked.after().map(cursor -> cursor.number() - 1).orElse(Long.MAX_VALUE));
        if (last < 1) {
            return nothing();
        }
        values.put(":last", Items.number(last));
        return read(QueryRequest.builder()
                .indexName(Layout.BY_NUMBER)
                .scanIndexForward(false)
                .keyConditionExpression("pk = :list AND listed <= :last"));
    }

    private static CallPage nothing() {
        return new CallPage(List.of(), Optional.empty());
    }

    private CallPage read(QueryRequest.Builder query) {
        query.expressionAttributeValues(values);
        if (!filters.isEmpty()) {
            query.filterExpression(String.join(" AND ", filters));
            query.expressionAttributeNames(names);
        }
        List<CallSummary> found = new ArrayList<>();
        int looked = 0;
        // One more than the page holds tells whether there is another page.
        int next = filters.isEmpty() ? asked.limit() + 1 : Math.max(FEWEST_FILTERED, asked.limit() + 1);
        QueryResponse response;
        int requested = 0;
        do {
            response = requests.query(query.limit(Math.min(next, mostLookedAt - looked)));
            for (Map<String, AttributeValue> item : response.items()) {
                CallSummary call = Items.call(item);
                // What an import has written but not finished is there, behind the head, and nobody's to see yet.
                if (call.number() <= head.calls()) {
                    found.add(call);
                }
            }
            query.exclusiveStartKey(response.lastEvaluatedKey());
            looked += response.scannedCount();
            next *= GROWTH;
            requested++;
        } while (response.hasLastEvaluatedKey()
                && found.size() <= asked.limit()
                && looked < mostLookedAt
                && requested < MOST_REQUESTS);
        CallPage page = CallPage.of(found, asked.sort(), asked.limit());
        return page.next().isPresent() || !response.hasLastEvaluatedKey()
                ? page
                : new CallPage(found, Optional.of(behind(response.lastEvaluatedKey())));
    }

    private Cursor behind(Map<String, AttributeValue> key) {
        String place = Items.text(key, Layout.SORT);
        Instant due = Layout.dueAt(place);
        return new Cursor(asked.sort(), due, Layout.numberAt(place));
    }
}
