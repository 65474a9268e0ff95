package io.calledit.ledger.dynamodb;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import io.calledit.identity.Owner;
import io.calledit.ledger.Append;
import io.calledit.ledger.CallSummary;
import io.calledit.ledger.Event;
import io.calledit.ledger.Head;
import io.calledit.prediction.CallId;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.Delete;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.Update;

/**
 * Appends as writes of items: each entry and receipt is one, and each call is written once, as it is after the last of
 * them, into its own item and into all of its lists.
 */
final class Writes {

    private static final String IS_NEW = "attribute_not_exists(pk)";

    private final String table;
    private final Owner owner;
    private final List<Append> appends;
    private final List<Unit> units = new ArrayList<>();

    Writes(String table, Owner owner, List<Append> appends) {
        this.table = table;
        this.owner = owner;
        this.appends = appends;
        Map<CallId, List<Append>> calls = new LinkedHashMap<>();
        appends.forEach(append -> calls.computeIfAbsent(append.call().id(), none -> new ArrayList<>()).add(append));
        for (Append append : appends) {
            List<Append> ofTheCall = calls.get(append.call().id());
            units.add(unit(append, ofTheCall.get(0) == append ? ofTheCall : List.of()));
        }
    }

    /** Where the ledger ends with them. */
    Head headAfter(Head head) {
        Append last = appends.get(appends.size() - 1);
        long made = appends.stream().filter(Append::makesTheCall).count();
        return new Head(last.entry().number(), head.calls() + made, last.entry().hash());
    }

    boolean fitOneTransaction() {
        return Unit.of(units).fitsATransaction();
    }

    List<TransactWriteItem> all() {
        return Unit.of(units).writes();
    }

    /** In transactions to be written one after the other: entries ascending, and each call beside its first entry. */
    List<Unit> batches() {
        return Unit.packed(units);
    }

    /** Whether nothing that can be read changes until the head moves. */
    boolean onlyBringNewCalls() {
        Set<CallId> made = new HashSet<>();
        for (Append append : appends) {
            if (append.makesTheCall()) {
                made.add(append.call().id());
            }
            if (!made.contains(append.call().id()) || append.receipt().isPresent()) {
                return false;
            }
        }
        return true;
    }

    /** @param ofTheCall the appends to the call, where this is the first of them */
    private Unit unit(Append append, List<Append> ofTheCall) {
        List<TransactWriteItem> writes = new ArrayList<>();
        Map<String, AttributeValue> entry =
                with(Layout.entry(owner, append.entry().number()), Items.of(append.entry()));
        writes.add(put(entry, true));
        append.receipt()
                .map(receipt -> put(with(Layout.receipt(owner, receipt.key()), Items.of(receipt)), true))
                .ifPresent(writes::add);
        long bytes = Unit.bytes(entry);
        if (append.transcript().isPresent()) {
            Map<String, AttributeValue> transcript =
                    with(Layout.transcript(owner, append.entry().call()), Items.of(append.transcript().get()));
            writes.add(put(transcript, true));
            bytes += Unit.bytes(transcript);
        }
        if (!ofTheCall.isEmpty()) {
            CallSummary call = ofTheCall.get(ofTheCall.size() - 1).call();
            Map<String, AttributeValue> summary = Items.of(call);
            List<Long> numbers = ofTheCall.stream().map(one -> one.entry().number()).toList();
            writes.add(append.makesTheCall() ? newCall(call, summary, numbers) : changed(call, summary, numbers));
            List<TransactWriteItem> listings = listings(call, summary, ofTheCall);
            writes.addAll(listings);
            bytes += Unit.bytes(summary) * (1 + listings.size());
        }
        return new Unit(writes, bytes);
    }

    private TransactWriteItem newCall(CallSummary call, Map<String, AttributeValue> summary, List<Long> numbers) {
        Map<String, AttributeValue> item = with(Layout.call(owner, call.id()), summary);
        item.put(Items.NUMBERS, Items.numbers(numbers));
        return put(item, true);
    }

    private TransactWriteItem changed(CallSummary call, Map<String, AttributeValue> summary, List<Long> numbers) {
        return TransactWriteItem.builder()
                .update(Update.builder()
                        .tableName(table)
                        .key(Layout.call(owner, call.id()))
                        .conditionExpression("attribute_exists(pk)")
                        .updateExpression("SET #numbers = list_append(#numbers, :numbers), #confidence = :confidence, "
                                + "#standing = :standing, #entries = :entries")
                        .expressionAttributeNames(Map.of(
                                "#numbers", Items.NUMBERS,
                                "#confidence", Items.CONFIDENCE,
                                "#standing", Items.STANDING,
                                "#entries", Items.ENTRIES))
                        .expressionAttributeValues(Map.of(
                                ":numbers", Items.numbers(numbers),
                                ":confidence", summary.get(Items.CONFIDENCE),
                                ":standing", summary.get(Items.STANDING),
                                ":entries", summary.get(Items.ENTRIES)))
                        .build())
                .build();
    }

    private List<TransactWriteItem> listings(
            CallSummary call, Map<String, AttributeValue> summary, List<Append> ofTheCall) {
        List<TransactWriteItem> writes = new ArrayList<>();
        List<String> lists = Layout.lists(owner, call);
        for (String list : lists) {
            Map<String, AttributeValue> item = with(Layout.listed(list, call), summary);
            item.put(Layout.LISTED, Items.number(call.number()));
            writes.add(put(item, false));
        }
        Set<String> left = new TreeSet<>();
        ofTheCall.forEach(append -> leftBy(append.entry().event()).forEach(
                standing -> left.add(Layout.standing(owner, standing))));
        left.removeAll(lists);
        left.forEach(list -> writes.add(delete(table, Layout.listed(list, call))));
        return writes;
    }

    /** The standing that a call had before that, where it has another one with it. */
    private static List<String> leftBy(Event event) {
        if (event instanceof Event.Undo) {
            return List.of(Items.JUDGED);
        }
        return event instanceof Event.Judged || event instanceof Event.Withdrawal ? List.of(Items.UNDECIDED) : List.of();
    }

    static TransactWriteItem delete(String table, Map<String, AttributeValue> key) {
        return TransactWriteItem.builder()
                .delete(Delete.builder().tableName(table).key(key).build())
                .build();
    }

    private TransactWriteItem put(Map<String, AttributeValue> item, boolean isNew) {
        return TransactWriteItem.builder()
                .put(Put.builder()
                        .tableName(table)
                        .item(item)
                        .conditionExpression(isNew ? IS_NEW : null)
                        .build())
                .build();
    }

    private static Map<String, AttributeValue> with(Map<String, AttributeValue> key, Map<String, AttributeValue> item) {
        Map<String, AttributeValue> whole = new HashMap<>(item);
        whole.putAll(key);
        return whole;
    }
}
