package io.calledit.gateway.table;

import static io.calledit.gateway.table.Table.number;
import static io.calledit.gateway.table.Table.text;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;

import io.calledit.identity.Owner;
import io.calledit.line.ClientMessage;
import io.calledit.line.LineConfig;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/** The runs under way, and those that ended not long ago: whose they are, how far they have come, and who reads them. */
@ApplicationScoped
public class StoredRuns {

    private static final String OWNER = "owner";
    private static final String RUN_ID = "runId";
    private static final String STARTED_AT = "startedAt";
    private static final String SEQ = "seq";
    private static final String BEAT = "beat";
    private static final String BEAT_AT = "beatAt";
    private static final String ENDED = "ended";
    private static final String STOP = "stop";
    private static final String READERS = "readers";
    private static final String GONE = "gone";
    private static final String PLACE = "place";
    private static final String SEEN_AT = "seenAt";
    private static final String PROMPT = "prompt";
    private static final String ZONE = "zone";

    private final Table table;
    private final LineConfig line;

    StoredRuns(Table table, LineConfig line) {
        this.table = table;
        this.line = line;
    }

    /**
     * What a request of that person's asked for before.
     *
     * @param runId the run that was started for it
     */
    public record Requested(String runId, String prompt, String zone) {

        /** Whether that asks for the same once more. */
        public boolean isFor(ClientMessage.MakeCall call) {
            return prompt.equals(call.prompt()) && zone.equals(call.zone().getId());
        }
    }

    /** What was asked for with that id before. */
    public Optional<Requested> requested(Owner owner, UUID requestId) {
        Map<String, AttributeValue> item = table.get(request(owner, requestId));
        return item.isEmpty()
                ? Optional.empty()
                : Optional.of(new Requested(item.get(RUN_ID).s(), item.get(PROMPT).s(), item.get(ZONE).s()));
    }

    /**
     * Takes a request for that run; of several processes that do so at the same time, one may.
     *
     * @param before the run that it was taken for and that isn't known any more, if there is one
     */
    public boolean claim(
            Owner owner, UUID requestId, ClientMessage.MakeCall call, String runId, Optional<String> before) {
        Map<String, AttributeValue> item = new HashMap<>(request(owner, requestId));
        item.put(RUN_ID, text(runId));
        item.put(PROMPT, text(call.prompt()));
        item.put(ZONE, text(call.zone().getId()));
        item.put(Table.EXPIRES, lifetime());
        return table.putUnless(item, "attribute_exists(pk) AND runId <> :before", Map.of(":before", text(before.orElse(""))));
    }

    /** A run begins, which that connection reads from that place. */
    public void began(String runId, Owner owner, String connectionId, String place) {
        Map<String, AttributeValue> item = new HashMap<>(key(runId));
        item.put(RUN_ID, text(runId));
        item.put(OWNER, text(owner.id()));
        item.put(STARTED_AT, number(table.now()));
        item.put(SEQ, number(0));
        item.put(BEAT, number(0));
        item.put(BEAT_AT, number(table.now()));
        item.put(READERS, AttributeValue.fromM(Map.of(connectionId, reader(place))));
        item.put(Table.EXPIRES, lifetime());
        table.put(item);
    }

    /** A run that began is none: another was there for the same request, or nothing came of it. */
    public void withdrawn(String runId) {
        table.remove(key(runId));
    }

    /** That run, if that person has it. */
    public Optional<StoredRun> find(String runId, Owner owner) {
        return find(runId).filter(run -> run.owner().equals(owner));
    }

    /** That run, whoever has it. */
    public Optional<StoredRun> find(String runId) {
        Map<String, AttributeValue> item = table.get(key(runId));
        return item.isEmpty() ? Optional.empty() : Optional.of(run(item));
    }

    /**
     * The run is still under way.
     *
     * @param seq the number of its last frame that is stored
     * @return what others have written of it, or nothing where it has expired
     */
    public Optional<StoredRun> beat(String runId, int seq) {
        return change(runId, "SET seq = :seq, beat = beat + :one, beatAt = :now", Map.of(
                ":seq", number(seq), ":one", number(1), ":now", number(table.now())));
    }

    /** All of the run's frames are stored; they can be read for a while. */
    public void ended(String runId, int seq) {
        change(runId, "SET seq = :seq, beat = beat + :one, beatAt = :now, ended = :yes, expires = :expires", Map.of(
                ":seq", number(seq),
                ":one", number(1),
                ":now", number(table.now()),
                ":yes", AttributeValue.fromBool(true),
                ":expires", table.expiry(line.keep())));
    }

    /** The run is to end. */
    public void stop(String runId) {
        change(runId, "SET stop = :yes", Map.of(":yes", AttributeValue.fromBool(true)));
    }

    /**
     * That connection reads the run from that place on, and no longer from any other.
     *
     * @return the reader that was there
     */
    public Optional<StoredRun.Reader> enter(String runId, String connectionId, String place) {
        try {
            Map<String, AttributeValue> before = table.update(UpdateItemRequest.builder()
                    .key(key(runId))
                    .updateExpression("SET readers.#c = :reader")
                    .conditionExpression("attribute_exists(pk)")
                    .expressionAttributeNames(Map.of("#c", connectionId))
                    .expressionAttributeValues(Map.of(":reader", reader(place)))
                    .returnValues(ReturnValue.ALL_OLD));
            return Optional.ofNullable(run(before).readers().get(connectionId));
        } catch (ConditionalCheckFailedException expired) {
            return Optional.empty();
        }
    }

    /** That reader is still there, unless another has taken its place. */
    public void seen(String runId, String connectionId, String place) {
        atPlace(runId, connectionId, place, "SET readers.#c.seenAt = :now", Map.of(":now", number(table.now())));
    }

    /** That reader reads no more, and whoever waits for its place can have it. */
    public void leave(String runId, String connectionId, String place) {
        atPlace(runId, connectionId, place, "REMOVE readers.#c", Map.of());
        change(runId, "ADD gone :place", Map.of(":place", AttributeValue.fromSs(List.of(place))));
    }

    /** That connection is gone, wherever it read from. */
    public void lost(String runId, String connectionId) {
        try {
            table.update(UpdateItemRequest.builder()
                    .key(key(runId))
                    .updateExpression("REMOVE readers.#c")
                    .conditionExpression("attribute_exists(pk)")
                    .expressionAttributeNames(Map.of("#c", connectionId)));
        } catch (ConditionalCheckFailedException expired) {
            // Nobody reads it.
        }
    }

    private void atPlace(
            String runId, String connectionId, String place, String update, Map<String, AttributeValue> values) {
        Map<String, AttributeValue> all = new HashMap<>(values);
        all.put(":place", text(place));
        try {
            table.update(UpdateItemRequest.builder()
                    .key(key(runId))
                    .updateExpression(update)
                    .conditionExpression("readers.#c.place = :place")
                    .expressionAttributeNames(Map.of("#c", connectionId))
                    .expressionAttributeValues(all));
        } catch (ConditionalCheckFailedException taken) {
            // Another reader's place is left alone.
        }
    }

    private Optional<StoredRun> change(String runId, String update, Map<String, AttributeValue> values) {
        try {
            return Optional.of(run(table.update(UpdateItemRequest.builder()
                    .key(key(runId))
                    .updateExpression(update)
                    .conditionExpression("attribute_exists(pk)")
                    .expressionAttributeValues(values)
                    .returnValues(ReturnValue.ALL_NEW))));
        } catch (ConditionalCheckFailedException expired) {
            return Optional.empty();
        }
    }

    private AttributeValue reader(String place) {
        return AttributeValue.fromM(Map.of(PLACE, text(place), SEEN_AT, number(table.now())));
    }

    /** Longer than any run takes and its log is kept; the end of the run sets it right. */
    private AttributeValue lifetime() {
        return table.expiry(lifetime(line));
    }

    static Duration lifetime(LineConfig line) {
        return line.deadline().whole().plus(line.keep()).plusMinutes(1);
    }

    private static StoredRun run(Map<String, AttributeValue> item) {
        return new StoredRun(
                item.get(RUN_ID).s(),
                new Owner(item.get(OWNER).s()),
                Instant.ofEpochMilli(Long.parseLong(item.get(STARTED_AT).n())),
                Integer.parseInt(item.get(SEQ).n()),
                Long.parseLong(item.get(BEAT).n()),
                Long.parseLong(item.get(BEAT_AT).n()),
                item.containsKey(ENDED),
                item.containsKey(STOP),
                item.get(READERS).m().entrySet().stream().collect(Collectors.toMap(
                        Map.Entry::getKey,
                        reader -> new StoredRun.Reader(
                                reader.getValue().m().get(PLACE).s(),
                                Long.parseLong(reader.getValue().m().get(SEEN_AT).n())))),
                item.containsKey(GONE) ? Set.copyOf(item.get(GONE).ss()) : Set.of());
    }

    private static Map<String, AttributeValue> key(String runId) {
        return Table.key("run#" + runId, "run");
    }

    private static Map<String, AttributeValue> request(Owner owner, UUID requestId) {
        return Table.key("request#" + owner.id() + "#" + requestId, "request");
    }
}
