package io.calledit.gateway.table;

import static io.calledit.gateway.table.Table.number;
import static io.calledit.gateway.table.Table.text;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import jakarta.enterprise.context.ApplicationScoped;

import io.calledit.gateway.GatewayConfig;
import io.calledit.identity.Owner;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/** The open connections: who is at the other end, and which runs that are under way each of them reads. */
@ApplicationScoped
public class Connections {

    private static final String OWNER = "owner";
    private static final String RUNS = "runs";

    private final Table table;
    private final GatewayConfig config;

    Connections(Table table, GatewayConfig config) {
        this.table = table;
        this.config = config;
    }

    /** A connection has been opened by that person. */
    public void opened(String id, Owner owner) {
        Map<String, AttributeValue> item = new HashMap<>(key(id));
        item.put(OWNER, text(owner.id()));
        item.put("connectedAt", number(table.now()));
        item.put(Table.EXPIRES, table.expiry(config.connectionLife()));
        table.put(item);
    }

    /** Whose connection that is; nobody's where it isn't known, or no longer. */
    public Optional<Owner> owner(String id) {
        return Optional.ofNullable(table.get(key(id)).get(OWNER)).map(owner -> new Owner(owner.s()));
    }

    /** The runs that a connection reads. */
    public Set<String> runs(String id) {
        return runs(table.get(key(id)));
    }

    /**
     * One more run for a connection to read; one that it reads already counts once.
     *
     * @param most how many may be
     * @return whether it was one too many, or the connection isn't known any more
     */
    public boolean isOneTooMany(String id, String runId, int most) {
        try {
            table.update(UpdateItemRequest.builder()
                    .key(key(id))
                    .updateExpression("ADD runs :run")
                    .conditionExpression("attribute_exists(pk) AND (attribute_not_exists(runs) OR size(runs) < :most"
                            + " OR contains(runs, :id))")
                    .expressionAttributeValues(Map.of(
                            ":run", AttributeValue.fromSs(List.of(runId)), ":id", text(runId), ":most", number(most))));
            return false;
        } catch (ConditionalCheckFailedException full) {
            return true;
        }
    }

    /** The connection doesn't read that run any more. */
    public void left(String id, String runId) {
        try {
            table.update(UpdateItemRequest.builder()
                    .key(key(id))
                    .updateExpression("DELETE runs :run")
                    .conditionExpression("attribute_exists(pk)")
                    .expressionAttributeValues(Map.of(":run", AttributeValue.fromSs(List.of(runId))))
                    .returnValues(ReturnValue.NONE));
        } catch (ConditionalCheckFailedException forgotten) {
            // So is what it read.
        }
    }

    /**
     * The connection is gone.
     *
     * @return the runs that it read
     */
    public Set<String> closed(String id) {
        return runs(table.remove(key(id)));
    }

    private static Set<String> runs(Map<String, AttributeValue> item) {
        return item.containsKey(RUNS) ? Set.copyOf(item.get(RUNS).ss()) : Set.of();
    }

    private static Map<String, AttributeValue> key(String id) {
        return Table.key("connection#" + id, "connection");
    }
}
