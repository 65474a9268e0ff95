package io.calledit.gateway.table;

import java.time.Clock;
import java.util.Map;

import io.calledit.gateway.GatewayConfig;
import io.calledit.line.LineConfig;
import io.calledit.line.LineFixture;
import io.calledit.planning.PlanChecker;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** What one process has of the table, without a container. */
public final class TableFixture {

    public final Table table;
    public final Connections connections;
    public final StoredRuns runs;
    public final StoredFrames frames;
    public final Pace pace;

    public TableFixture(DynamoDbClient client, GatewayConfig config, LineConfig line, Clock clock) {
        table = new Table(() -> client, config, clock);
        connections = new Connections(table, config);
        runs = new StoredRuns(table, line);
        frames = new StoredFrames(table, frameJson(), line);
        pace = new Pace(table, line);
    }

    static FrameJson frameJson() {
        return new FrameJson(LineFixture.JSON, new PlanChecker(Clock.systemUTC()));
    }

    /** The item, as it is; empty where there is none. */
    public Map<String, AttributeValue> item(String partition, String sort) {
        return table.client()
                .getItem(get -> get.tableName(table.name()).key(Table.key(partition, sort)).consistentRead(true))
                .item();
    }
}
