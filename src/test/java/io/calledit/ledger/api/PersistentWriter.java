package io.calledit.ledger.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;

/** A client that logs calls and adds every kind of entry to them, and asks again for what it got no answer to. */
final class PersistentWriter {

    private static final List<String> A_CALLS_LIFE =
            List.of("logged", "confidence", "note", "verdict", "undo", "note", "withdrawal");

    /**
     * An entry that the service has answered for.
     *
     * @param number of the entry
     * @param hash of the entry
     */
    record Acknowledged(long number, String hash) {}

    private record Sent(String key, String type, String body) {}

    private final String name;
    private final List<Acknowledged> acknowledged = new ArrayList<>();
    private int writes;
    private String call;
    private long verdict;
    private Sent unanswered;

    /** @param name unlike any other writer's */
    PersistentWriter(String name) {
        this.name = name;
    }

    /** Writes until the service is gone, and tells of each answer. */
    void writeUntilNobodyAnswers(Api api, Runnable answered) {
        while (true) {
            unanswered = next();
            try {
                take(send(api), 201);
            } catch (UncheckedIOException gone) {
                return;
            }
            answered.run();
        }
    }

    /** Whether this entry is what the one request without an answer asked for. */
    boolean waitsFor(JsonNode entry) {
        if (unanswered == null || !entry.get("type").asText().equals(unanswered.type())) {
            return false;
        }
        return unanswered.type().equals("logged")
                ? entry.at("/plan/prediction_statement").asText().equals(statement(unanswered.key()))
                : entry.get("call").asText().equals(call);
    }

    /**
     * Sends the request without an answer again.
     *
     * @param there the entry that it has made already, or null
     */
    void sendAgain(Api api, Acknowledged there) {
        if (unanswered == null) {
            return;
        }
        Sent again = unanswered;
        take(send(api), there == null ? 201 : 200);
        Acknowledged last = acknowledged.get(acknowledged.size() - 1);
        if (there != null) {
            assertThat(last).as(again.key()).isEqualTo(there);
        }
        // And once more, now that there is nothing left to be done in any case.
        unanswered = again;
        take(send(api), 200);
        assertThat(acknowledged.remove(acknowledged.size() - 1)).as(again.key()).isEqualTo(last);
    }

    List<Acknowledged> acknowledged() {
        return List.copyOf(acknowledged);
    }

    private Sent next() {
        String type = A_CALLS_LIFE.get(writes % A_CALLS_LIFE.size());
        String key = name + "-" + writes++;
        return new Sent(key, type, switch (type) {
            case "logged" -> OverHttp.call(OverHttp.PLAN
                    .replaceFirst("\"prediction_statement\":\"[^\"]*\"", "\"prediction_statement\":\"" + statement(key) + "\"")
                    .replace("2026-12-01", "2099-12-01"), "\"confidence\":70,\"tags\":[\"many\",\"" + key + "\"]");
            case "confidence" -> "{\"type\":\"confidence\",\"confidence\":" + (1 + writes % 99) + "}";
            case "verdict" -> "{\"type\":\"verdict\",\"outcome\":\"came_true\",\"evidence\":[\"https://example.org/" + key + "\"]}";
            case "undo" -> "{\"type\":\"undo\",\"entry\":" + verdict + "}";
            default -> "{\"type\":\"" + type + "\",\"note\":\"" + key + "\"}";
        });
    }

    private static String statement(String key) {
        return "It rains on " + key;
    }

    private Api.Answer send(Api api) {
        return unanswered.type().equals("logged")
                ? api.log(unanswered.key(), unanswered.body())
                : api.add(unanswered.key(), call, unanswered.body());
    }

    private void take(Api.Answer answer, int expected) {
        assertThat(answer.status()).as("%s: %s", unanswered.key(), answer.body()).isEqualTo(expected);
        JsonNode entries = answer.json().get("entries");
        // Nobody else adds anything to this call.
        JsonNode last = entries.get(entries.size() - 1);
        assertThat(waitsForIn(answer.json(), last)).as("%s: %s", unanswered.key(), last).isTrue();
        call = answer.json().get("id").asText();
        long number = last.get("number").asLong();
        if (unanswered.type().equals("verdict")) {
            verdict = number;
        }
        acknowledged.add(new Acknowledged(number, last.get("hash").asText()));
        unanswered = null;
    }

    private boolean waitsForIn(JsonNode answered, JsonNode last) {
        return waitsFor(last) && last.get("call").equals(answered.get("id"));
    }
}
