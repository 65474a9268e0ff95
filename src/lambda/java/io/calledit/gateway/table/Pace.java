package io.calledit.gateway.table;

import static io.calledit.gateway.table.Table.number;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

import jakarta.enterprise.context.ApplicationScoped;

import io.calledit.identity.Owner;
import io.calledit.line.LineConfig;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/**
 * How fast a person may start runs, wherever: so many in one go, and as many again in each minute.
 *
 * <p>One number says it all (the generic cell rate algorithm): the time at which the person would have all starts free
 * again. Each start puts it off by a minute's share, and it may not be more than a minute away.
 */
@ApplicationScoped
public class Pace {

    private static final long MINUTE = Duration.ofMinutes(1).toMillis();

    private final Table table;
    private final LineConfig config;

    Pace(Table table, LineConfig config) {
        this.table = table;
        this.config = config;
    }

    /** Takes one start, or says how long it is until there is one to take; zero if it was taken. */
    public Duration waitFor(Owner owner) {
        if (config.runsPerMinute() <= 0) {
            return Duration.ZERO;
        }
        long now = table.now();
        long share = share();
        if (set(owner, "freeAt = :new", "attribute_not_exists(freeAt) OR freeAt <= :now", Map.of(
                ":new", number(now + share), ":now", number(now)))) {
            return Duration.ZERO;
        }
        if (set(owner, "freeAt = freeAt + :share", "freeAt <= :latest", Map.of(
                ":share", number(share), ":latest", number(now + MINUTE - share)))) {
            return Duration.ZERO;
        }
        AttributeValue freeAt = table.get(key(owner)).get("freeAt");
        long wait = freeAt == null ? 0 : Long.parseLong(freeAt.n()) + share - MINUTE - now;
        return Duration.ofMillis(Math.max(1, wait));
    }

    /** Puts a start back that was taken and not used. */
    public void giveBack(Owner owner) {
        if (config.runsPerMinute() > 0) {
            set(owner, "freeAt = freeAt - :share", "attribute_exists(freeAt)", Map.of(":share", number(share())));
        }
    }

    private long share() {
        return MINUTE / config.runsPerMinute();
    }

    private boolean set(Owner owner, String what, String where, Map<String, AttributeValue> values) {
        Map<String, AttributeValue> all = new HashMap<>(values);
        all.put(":expires", table.expiry(Duration.ofMinutes(2)));
        try {
            table.update(UpdateItemRequest.builder()
                    .key(key(owner))
                    .updateExpression("SET " + what + ", expires = :expires")
                    .conditionExpression(where)
                    .expressionAttributeValues(all));
            return true;
        } catch (ConditionalCheckFailedException not) {
            return false;
        }
    }

    private static Map<String, AttributeValue> key(Owner owner) {
        return Table.key("pace#" + owner.id(), "pace");
    }
}
