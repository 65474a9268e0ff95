package io.calledit.model.converse;

import java.io.IOException;
import java.util.function.Predicate;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;

import dev.langchain4j.model.output.TokenUsage;

/**
 * Reads the events of a ConverseStream answer: of their fields those that a conversation with text and tools needs.
 *
 * @see <a href="https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_ConverseStreamOutput.html">
 *     ConverseStreamOutput</a>
 */
final class ConverseEvents {

    private static final JsonFactory JSON = new JsonFactory();

    /** What is done with a field of an object; the parser stands at its value. */
    private interface Field {

        void read(String name, JsonParser at) throws IOException;
    }

    /** What is done with what an event says. */
    interface Listener {

        /** A word of the answer. */
        void text(String words);

        /** A sign that the model thinks; its words, or none where the model keeps them to itself. */
        void thought(String words);

        /** The model begins to ask for a tool, in that block of its answer. */
        void toolUse(int block, String id, String name);

        /** A part of what the tool is to be given: a piece of a JSON text. */
        void toolInput(int block, String json);

        /** The answer's end, and why. */
        void stopped(String reason);

        /** The last event: what the answer took, or null where that isn't told. */
        void ended(TokenUsage usage);
    }

    private ConverseEvents() {}

    /** Tells the listener what the event says. Nothing, where it isn't known here. */
    static void read(String type, byte[] bytes, int from, int length, Listener listener) {
        try (JsonParser json = JSON.createParser(bytes, from, length)) {
            json.nextToken();
            switch (type) {
                case "contentBlockDelta" -> delta(json, listener);
                case "contentBlockStart" -> contentBlockStart(json, listener);
                case "messageStop" -> listener.stopped(text("stopReason", json));
                case "metadata" -> listener.ended(usage(json));
                default -> { // the beginning of the message, the end of a block, what is yet to come
                }
            }
        } catch (IOException e) {
            throw new MalformedStreamException("the JSON of " + type, e);
        }
    }

    /** What an exception or a refusal says in words, or null. */
    static String message(byte[] bytes, int from, int length) {
        return field(name -> name.equalsIgnoreCase("message"), bytes, from, length);
    }

    /** What kind of refusal a body says that it is, or null. */
    static String errorType(byte[] bytes, int length) {
        return field(name -> name.equals("__type") || name.equals("code"), bytes, 0, length);
    }

    private static String field(Predicate<String> wanted, byte[] bytes, int from, int length) {
        String[] found = {null};
        try (JsonParser json = JSON.createParser(bytes, from, length)) {
            json.nextToken();
            object(json, (name, at) -> {
                if (wanted.test(name)) {
                    found[0] = at.getValueAsString();
                }
            });
        } catch (IOException noJson) {
            // What was found before it breaks off counts.
        }
        return found[0];
    }

    private static void delta(JsonParser json, Listener listener) throws IOException {
        // The block's number may follow what is said of it.
        String[] input = {null};
        int[] block = {0};
        object(json, (name, at) -> {
            if (name.equals("delta")) {
                object(at, (kind, value) -> {
                    switch (kind) {
                        case "text" -> listener.text(value.getValueAsString(""));
                        case "toolUse" -> input[0] = text("input", value);
                        case "reasoningContent" -> listener.thought(text("text", value));
                        default -> { // nothing that a plan is made of
                        }
                    }
                });
            } else if (name.equals("contentBlockIndex")) {
                block[0] = at.getIntValue();
            }
        });
        if (input[0] != null) {
            listener.toolInput(block[0], input[0]);
        }
    }

    private static void contentBlockStart(JsonParser json, Listener listener) throws IOException {
        String[] tool = {null, null};
        int[] block = {0};
        object(json, (name, at) -> {
            if (name.equals("start")) {
                object(at, (kind, value) -> {
                    if (kind.equals("toolUse")) {
                        toolUse(value, tool);
                    }
                });
            } else if (name.equals("contentBlockIndex")) {
                block[0] = at.getIntValue();
            }
        });
        if (tool[0] != null && tool[1] != null) {
            listener.toolUse(block[0], tool[0], tool[1]);
        } else if (tool[0] != null || tool[1] != null) {
            throw new MalformedStreamException("a tool without a name or an id");
        }
    }

    private static void toolUse(JsonParser json, String[] idAndName) throws IOException {
        object(json, (name, at) -> {
            switch (name) {
                case "toolUseId" -> idAndName[0] = at.getValueAsString();
                case "name" -> idAndName[1] = at.getValueAsString();
                default -> { // the kind of tool, which is always a client's
                }
            }
        });
    }

    private static TokenUsage usage(JsonParser json) throws IOException {
        TokenUsage[] usage = {null};
        object(json, (name, at) -> {
            if (name.equals("usage")) {
                usage[0] = counts(at);
            }
        });
        return usage[0];
    }

    private static TokenUsage counts(JsonParser json) throws IOException {
        Integer[] counts = {null, null, null};
        object(json, (name, at) -> {
            switch (name) {
                case "inputTokens" -> counts[0] = at.getIntValue();
                case "outputTokens" -> counts[1] = at.getIntValue();
                case "totalTokens" -> counts[2] = at.getIntValue();
                default -> { // counts of other kinds
                }
            }
        });
        return new TokenUsage(counts[0], counts[1], counts[2]);
    }

    /** The one field of an object that matters, or null. */
    private static String text(String wanted, JsonParser json) throws IOException {
        String[] found = {null};
        object(json, (name, at) -> {
            if (name.equals(wanted)) {
                found[0] = at.getValueAsString();
            }
        });
        return found[0];
    }

    /** Shows every field of an object; those that nobody reads are passed over, whatever is in them. */
    private static void object(JsonParser json, Field field) throws IOException {
        if (json.currentToken() != JsonToken.START_OBJECT) {
            return;
        }
        for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
            JsonToken value = json.nextToken();
            field.read(name, json);
            if (json.currentToken() == value) {
                json.skipChildren();
            }
        }
    }
}
