package io.calledit.ledger.dynamodb;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.calledit.ledger.CallSummary;
import io.calledit.ledger.Entry;
import io.calledit.ledger.Head;
import io.calledit.ledger.IdempotencyKey;
import io.calledit.ledger.KeptEntry;
import io.calledit.ledger.KeptTranscript;
import io.calledit.ledger.Receipt;
import io.calledit.ledger.Standing;
import io.calledit.prediction.CallId;
import io.calledit.prediction.Outcome;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** What is kept, as attributes of items. */
final class Items {

    static final String ENTRIES = "entries";
    static final String CALLS = "calls";
    static final String HASH = "hash";
    static final String NUMBERS = "numbers";
    static final String NUMBER = "number";
    static final String DUE_SECOND = "dueSecond";
    static final String STANDING = "standing";
    static final String TAGS = "tags";
    static final String SEARCH_TEXT = "searchText";

    static final String UNDECIDED = "undecided";
    static final String JUDGED = "judged";
    static final String WITHDRAWN = "withdrawn";

    /** In a standing: which it is. */
    static final String IS = "is";

    private static final String BODY = "body";
    private static final String ID = "id";
    private static final String STATEMENT = "statement";
    private static final String DUE = "due";
    static final String CONFIDENCE = "confidence";
    private static final String LOGGED_AT = "loggedAt";
    private static final String IMPORTED_FROM = "importedFrom";
    private static final String AT = "at";
    private static final String ENTRY = "entry";
    private static final String OUTCOME = "outcome";
    private static final String FINGERPRINT = "fingerprint";
    private static final String CALL = "call";
    private static final String KEY = "key";

    private Items() {}

    static Head head(Map<String, AttributeValue> item) {
        return item.isEmpty()
                ? Head.EMPTY
                : reading(() -> new Head(number(item, ENTRIES), number(item, CALLS), text(item, HASH)));
    }

    static Map<String, AttributeValue> of(Entry entry) {
        return Map.of(BODY, text(entry.body()), HASH, text(entry.hash()));
    }

    static Entry entry(Map<String, AttributeValue> item) {
        return reading(() -> Entry.kept(text(item, BODY), text(item, HASH)));
    }

    static KeptEntry keptEntry(Map<String, AttributeValue> item) {
        return reading(() -> new KeptEntry(Long.parseLong(text(item, Layout.SORT)), text(item, BODY), text(item, HASH)));
    }

    static Map<String, AttributeValue> of(KeptTranscript transcript) {
        return Map.of(BODY, AttributeValue.fromB(SdkBytes.fromByteArray(transcript.packed())));
    }

    static KeptTranscript transcript(Map<String, AttributeValue> item) {
        return reading(() -> KeptTranscript.ofPacked(item.get(BODY).b().asByteArray()));
    }

    static Map<String, AttributeValue> of(Receipt receipt) {
        return Map.of(
                KEY, text(receipt.key().text()),
                FINGERPRINT, text(receipt.fingerprint()),
                CALL, text(receipt.call().text()),
                ENTRY, number(receipt.entry()));
    }

    static Receipt receipt(Map<String, AttributeValue> item) {
        return reading(() -> new Receipt(
                new IdempotencyKey(text(item, KEY)),
                text(item, FINGERPRINT),
                new CallId(text(item, CALL)),
                number(item, ENTRY)));
    }

    static Map<String, AttributeValue> of(CallSummary call) {
        Map<String, AttributeValue> item = new HashMap<>();
        item.put(ID, text(call.id().text()));
        item.put(NUMBER, number(call.number()));
        item.put(STATEMENT, text(call.statement()));
        item.put(DUE, text(call.due().toString()));
        item.put(DUE_SECOND, number(call.due().toEpochSecond()));
        item.put(CONFIDENCE, number(call.confidence()));
        item.put(TAGS, AttributeValue.fromL(call.tags().stream().map(Items::text).toList()));
        item.put(STANDING, AttributeValue.fromM(of(call.standing())));
        item.put(LOGGED_AT, text(call.loggedAt().toString()));
        call.importedFrom().ifPresent(first -> item.put(IMPORTED_FROM, text(first.toString())));
        item.put(ENTRIES, number(call.entries()));
        item.put(SEARCH_TEXT, text(call.searchText()));
        return item;
    }

    static CallSummary call(Map<String, AttributeValue> item) {
        return reading(() -> new CallSummary(
                new CallId(text(item, ID)),
                number(item, NUMBER),
                text(item, STATEMENT),
                OffsetDateTime.parse(text(item, DUE)),
                (int) number(item, CONFIDENCE),
                item.get(TAGS).l().stream().map(AttributeValue::s).toList(),
                standing(item.get(STANDING).m()),
                Instant.parse(text(item, LOGGED_AT)),
                Optional.ofNullable(item.get(IMPORTED_FROM)).map(first -> Instant.parse(first.s())),
                (int) number(item, ENTRIES),
                text(item, SEARCH_TEXT)));
    }

    private static Map<String, AttributeValue> of(Standing standing) {
        AttributeValue is = text(Layout.nameOf(standing));
        if (standing instanceof Standing.Judged judged) {
            return Map.of(
                    IS, is,
                    ENTRY, number(judged.entry()),
                    OUTCOME, text(judged.outcome().wireName()),
                    AT, text(judged.at().toString()));
        }
        return standing instanceof Standing.Withdrawn withdrawn
                ? Map.of(IS, is, AT, text(withdrawn.at().toString()))
                : Map.of(IS, is);
    }

    private static Standing standing(Map<String, AttributeValue> standing) {
        return switch (text(standing, IS)) {
            case JUDGED -> new Standing.Judged(
                    number(standing, ENTRY),
                    Outcome.of(text(standing, OUTCOME)).orElseThrow(),
                    Instant.parse(text(standing, AT)));
            case WITHDRAWN -> new Standing.Withdrawn(Instant.parse(text(standing, AT)));
            default -> new Standing.Undecided();
        };
    }

    /** The numbers of a call's entries. */
    static List<Long> numbers(Map<String, AttributeValue> item) {
        return reading(() -> item.get(NUMBERS).l().stream().map(number -> Long.valueOf(number.n())).toList());
    }

    static AttributeValue numbers(List<Long> numbers) {
        return AttributeValue.fromL(numbers.stream().map(Items::number).toList());
    }

    static AttributeValue text(String text) {
        return AttributeValue.fromS(text);
    }

    static AttributeValue number(long number) {
        return AttributeValue.fromN(Long.toString(number));
    }

    static long number(Map<String, AttributeValue> item, String attribute) {
        return Long.parseLong(item.get(attribute).n());
    }

    static String text(Map<String, AttributeValue> item, String attribute) {
        return item.get(attribute).s();
    }

    private interface Reading<T> {
        T read();
    }

    /** Someone else wrote into the table, if what is there can't be read. */
    private static <T> T reading(Reading<T> reading) {
        try {
            return reading.read();
        } catch (RuntimeException e) {
            throw Failures.damaged("An item of the table isn't one of a ledger.", e);
        }
    }
}
