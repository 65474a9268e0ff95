package io.calledit.ledger.dynamodb;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

import io.calledit.identity.Owner;
import io.calledit.ledger.Append;
import io.calledit.ledger.CallPage;
import io.calledit.ledger.CallQuery;
import io.calledit.ledger.CallStore;
import io.calledit.ledger.CallSummary;
import io.calledit.ledger.Entry;
import io.calledit.ledger.Head;
import io.calledit.ledger.IdempotencyKey;
import io.calledit.ledger.KeptEntry;
import io.calledit.ledger.KeptTranscript;
import io.calledit.ledger.Receipt;
import io.calledit.prediction.CallId;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;

/**
 * Keeps ledgers in a DynamoDB table, which any number of machines share. {@link CallTable} makes the table.
 *
 * <p>An append is one transaction under the condition that the head is where it is expected. One that is too large for that
 * may only bring calls that are new, and no receipts, as an import does; see {@link LargeAppend}.
 *
 * <p>{@link #append} answers {@code false} also where another writer is about to write, and may yet fail to.
 */
public final class DynamoDbCallStore implements CallStore {

    private final Requests requests;
    private final LeaseWatch watch;
    private final int mostLookedAt;

    public DynamoDbCallStore(DynamoDbClient client, String table) {
        this(client, table, System::nanoTime);
    }

    /** @param nanoTime by which it is waited for other writers; see {@link LeaseWatch} */
    DynamoDbCallStore(DynamoDbClient client, String table, LongSupplier nanoTime) {
        this(client, table, nanoTime, Listing.MOST_LOOKED_AT);
    }

    /** @param mostLookedAt how many calls a page may look at in search of those that it shows */
    DynamoDbCallStore(DynamoDbClient client, String table, LongSupplier nanoTime, int mostLookedAt) {
        this.requests = new Requests(client, table);
        this.watch = new LeaseWatch(nanoTime);
        this.mostLookedAt = mostLookedAt;
    }

    @Override
    public Head head(Owner owner) {
        return new HeadItem(requests, owner, watch).read();
    }

    @Override
    public Set<CallId> known(Owner owner, Set<CallId> ids) {
        if (ids.isEmpty()) {
            return Set.of();
        }
        Head head = head(owner);
        return requests.get(ids.stream().map(id -> Layout.call(owner, id)).toList()).stream()
                .map(Items::call)
                .filter(call -> call.number() <= head.calls())
                .map(CallSummary::id)
                .collect(Collectors.toSet());
    }

    @Override
    public List<Entry> entries(Owner owner, CallId id) {
        Kept kept = kept(owner, id);
        List<Map<String, AttributeValue>> keys = kept.item().map(Items::numbers).orElse(List.of()).stream()
                .filter(number -> number <= kept.head().entries())
                .map(number -> Layout.entry(owner, number))
                .toList();
        List<Entry> entries = requests.get(keys).stream()
                .map(Items::entry)
                .sorted(Comparator.comparing(Entry::number))
                .toList();
        if (entries.size() < keys.size()) {
            throw Failures.damaged("Entries of call " + id + " aren't in table " + requests.table() + ".", null);
        }
        return entries;
    }

    /** What the table has of a call, as far as the head says that it is there. */
    private record Kept(Head head, Optional<Map<String, AttributeValue>> item) {}

    private Kept kept(Owner owner, CallId id) {
        Map<String, AttributeValue> headKey = Layout.head(owner);
        Head head = Head.EMPTY;
        Optional<Map<String, AttributeValue>> call = Optional.empty();
        for (Map<String, AttributeValue> item : requests.get(List.of(headKey, Layout.call(owner, id)))) {
            if (item.entrySet().containsAll(headKey.entrySet())) {
                head = Items.head(item);
            } else {
                call = Optional.of(item);
            }
        }
        Head end = head;
        return new Kept(end, call.filter(item -> Items.number(item, Items.NUMBER) <= end.calls()));
    }

    @Override
    public List<KeptEntry> chain(Owner owner, long after, int limit) {
        long last = head(owner).entries();
        List<KeptEntry> entries = new ArrayList<>();
        if (after >= last) {
            return entries;
        }
        for (long segment = Layout.segmentOf(after + 1);
                segment <= Layout.segmentOf(last) && entries.size() < limit;
                segment++) {
            stretch(Layout.segment(owner, segment), after + 1, last, limit, entries);
        }
        return entries;
    }

    private void stretch(String segment, long from, long to, int limit, List<KeptEntry> entries) {
        QueryRequest.Builder query = QueryRequest.builder()
                .keyConditionExpression("pk = :segment AND sk BETWEEN :from AND :to")
                .expressionAttributeValues(Map.of(
                        ":segment", Items.text(segment),
                        ":from", Items.text(Layout.place(from)),
                        ":to", Items.text(Layout.place(to))));
        QueryResponse response;
        do {
            response = requests.query(query.limit(limit - entries.size()));
            response.items().forEach(item -> entries.add(Items.keptEntry(item)));
            query.exclusiveStartKey(response.lastEvaluatedKey());
        } while (response.hasLastEvaluatedKey() && entries.size() < limit);
    }

    @Override
    public CallPage page(Owner owner, CallQuery query) {
        return new Listing(requests, owner, head(owner), query, mostLookedAt).page();
    }

    @Override
    public Optional<KeptTranscript> transcript(Owner owner, CallId id) {
        Map<String, AttributeValue> item = requests.get(Layout.transcript(owner, id));
        return item.isEmpty() ? Optional.empty() : Optional.of(Items.transcript(item));
    }

    @Override
    public Optional<Receipt> receipt(Owner owner, IdempotencyKey key) {
        Map<String, AttributeValue> item = requests.get(Layout.receipt(owner, key));
        return item.isEmpty() ? Optional.empty() : Optional.of(Items.receipt(item));
    }

    /** @throws IllegalArgumentException if it is a large one and not only of new calls */
    @Override
    public boolean append(Owner owner, Head head, List<Append> appends) {
        Writes writes = new Writes(requests.table(), owner, appends);
        HeadItem item = new HeadItem(requests, owner, watch);
        Head last = writes.headAfter(head);
        return writes.fitOneTransaction()
                ? item.move(head, last, writes.all())
                : new LargeAppend(item, writes, head, last).write();
    }
}
