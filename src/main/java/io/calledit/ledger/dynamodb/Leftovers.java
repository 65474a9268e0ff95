package io.calledit.ledger.dynamodb;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.calledit.identity.Owner;
import io.calledit.ledger.CallSummary;
import io.calledit.ledger.Entry;
import io.calledit.ledger.Event;
import io.calledit.ledger.dynamodb.HeadItem.Lease;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/** What a large append left behind the head when its writer died. All of it is found by its entries. */
final class Leftovers {

    private final Requests requests;
    private final HeadItem head;
    private final Lease lease;
    private final Owner owner;

    /** @param lease held by whoever clears them away, and as wide as the one that ran out */
    Leftovers(Requests requests, HeadItem head, Lease lease) {
        this.requests = requests;
        this.head = head;
        this.lease = lease;
        this.owner = head.owner();
    }

    /** Deletes them and gives the lease up; false where it was lost meanwhile. */
    boolean clear() {
        long first = lease.from() + 1;
        for (long segment = Layout.segmentOf(first); segment <= Layout.segmentOf(lease.to()); segment++) {
            if (!clear(Layout.segment(owner, segment), first)) {
                return false;
            }
        }
        return head.giveUp(lease);
    }

    private boolean clear(String segment, long first) {
        QueryRequest.Builder query = QueryRequest.builder()
                .keyConditionExpression("pk = :segment AND sk BETWEEN :from AND :to")
                .expressionAttributeValues(Map.of(
                        ":segment", Items.text(segment),
                        ":from", Items.text(Layout.place(first)),
                        ":to", Items.text(Layout.place(lease.to()))));
        QueryResponse response;
        do {
            response = requests.query(query);
            List<Unit> deletes = response.items().stream().map(item -> deletes(Items.entry(item))).toList();
            for (Unit batch : Unit.packed(deletes)) {
                if (!head.write(lease, batch.writes())) {
                    return false;
                }
            }
            query.exclusiveStartKey(response.lastEvaluatedKey());
        } while (response.hasLastEvaluatedKey());
        return true;
    }

    /** Of the entry, and of the call that was written beside it; whatever that had come to, it stood in one of the lists. */
    private Unit deletes(Entry entry) {
        List<Map<String, AttributeValue>> keys = new ArrayList<>();
        keys.add(Layout.entry(owner, entry.number()));
        long bytes = Unit.bytes(Items.of(entry));
        if (entry.event() instanceof Event.Logged) {
            CallSummary call = CallSummary.of(List.of(entry));
            keys.add(Layout.call(owner, call.id()));
            keys.add(Layout.listed(Layout.standing(owner, Items.JUDGED), call));
            keys.add(Layout.listed(Layout.standing(owner, Items.WITHDRAWN), call));
            Layout.lists(owner, call).forEach(list -> keys.add(Layout.listed(list, call)));
            bytes += Unit.bytes(Items.of(call)) * keys.size();
        }
        List<TransactWriteItem> writes = keys.stream().map(key -> Writes.delete(requests.table(), key)).toList();
        return new Unit(writes, bytes);
    }
}
