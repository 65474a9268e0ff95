package io.calledit.gateway.table;

import static io.calledit.gateway.table.Table.text;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import jakarta.enterprise.context.ApplicationScoped;

import io.calledit.line.Frame;
import io.calledit.line.LineConfig;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;

/** The frames of runs, a few in each item, by the number of the first. */
@ApplicationScoped
public class StoredFrames {

    private static final String FRAMES = "frames";
    /** In JSON and UTF-8 that is 240,000 bytes at most, of 400 KB that an item may have. */
    private static final int MOST_CHARS = 40_000;
    /** What stands around the text of a frame, and its times. */
    private static final int CHARS_PER_FRAME = 40;

    private final Table table;
    private final FrameJson json;
    private final LineConfig line;

    StoredFrames(Table table, FrameJson json, LineConfig line) {
        this.table = table;
        this.json = json;
        this.line = line;
    }

    /** Stores frames that follow one another. The same ones may be stored again, and more behind them. */
    public void store(String runId, List<TimedFrame> frames) {
        List<TimedFrame> batch = new ArrayList<>();
        int chars = 0;
        for (TimedFrame next : frames) {
            int more = CHARS_PER_FRAME + chars(next.frame());
            if (!batch.isEmpty() && chars + more > MOST_CHARS) {
                storeOne(runId, batch);
                batch.clear();
                chars = 0;
            }
            batch.add(next);
            chars += more;
        }
        if (!batch.isEmpty()) {
            storeOne(runId, batch);
        }
    }

    private void storeOne(String runId, List<TimedFrame> batch) {
        Map<String, AttributeValue> item = new HashMap<>(key(runId, batch.get(0).frame().seq()));
        item.put(FRAMES, text(json.write(batch)));
        item.put(Table.EXPIRES, table.expiry(StoredRuns.lifetime(line)));
        table.put(item);
    }

    /** Only what may be long counts: a text, and what a model gives to a tool. */
    private static int chars(Frame.OfRun frame) {
        if (frame instanceof Frame.Text words) {
            return words.content().length();
        }
        if (frame instanceof Frame.Tool tool) {
            return tool.input() == null ? 0 : tool.input().length();
        }
        return frame instanceof Frame.Complete ? MOST_CHARS / 4 : 0;
    }

    /**
     * Every frame after that number that is stored, in order.
     *
     * @param seq 0, or that of the last frame of an earlier answer: frames are found by the first of those they were stored with
     */
    public List<TimedFrame> after(String runId, int seq) {
        List<TimedFrame> found = new ArrayList<>();
        Map<String, AttributeValue> from = null;
        do {
            var page = table.client().query(QueryRequest.builder()
                    .tableName(table.name())
                    .keyConditionExpression("pk = :pk AND sk BETWEEN :first AND :last")
                    .expressionAttributeValues(Map.of(
                            ":pk", text(partition(runId)),
                            ":first", text(sort(seq + 1)),
                            ":last", text(sort(Integer.MAX_VALUE))))
                    .exclusiveStartKey(from)
                    .consistentRead(true)
                    .build());
            for (Map<String, AttributeValue> item : page.items()) {
                found.addAll(json.read(item.get(FRAMES).s(), runId, seq(item)));
            }
            from = page.hasLastEvaluatedKey() ? page.lastEvaluatedKey() : null;
        } while (from != null);
        return found;
    }

    private static int seq(Map<String, AttributeValue> item) {
        return Integer.parseInt(item.get(Table.SORT).s().substring(item.get(Table.SORT).s().indexOf('#') + 1));
    }

    private static String partition(String runId) {
        return "run#" + runId;
    }

    private static String sort(int seq) {
        return "frames#%010d".formatted(seq);
    }

    private static Map<String, AttributeValue> key(String runId, int firstSeq) {
        return Table.key(partition(runId), sort(firstSeq));
    }
}
