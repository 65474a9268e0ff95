package io.calledit.line;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;

import io.calledit.prediction.PlainText;

/** Reads what clients send, and says in words what is wrong with what it can't read. */
@ApplicationScoped
public class MessageReader {

    private static final int LONGEST_ECHO = 40;
    private static final ZoneId UTC = ZoneId.of("UTC"); // by its name, as it is repeated to the client

    private final ObjectReader json;
    private final LineConfig config;

    MessageReader(ObjectMapper json, LineConfig config) {
        this.json = json.reader()
                .with(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
        this.config = config;
    }

    /** @throws RefusedException if the text isn't a message that can be carried out */
    public ClientMessage read(String text) {
        long limit = config.maxMessageSize().asLongValue();
        // Every char is at least a byte, so most messages are told apart without counting.
        if (text.length() > limit || text.length() * 3L > limit && utf8Length(text) > limit) {
            throw new RefusedException(tooLarge(limit));
        }
        JsonNode message = parse(text);
        String action = string(message, "action");
        if (action == null) {
            throw bad("The message has no action. Use makecall, stop, resume or ping.");
        }
        return switch (action) {
            case "makecall" -> new ClientMessage.MakeCall(prompt(message), zone(message), requestId(message));
            case "stop" -> new ClientMessage.Stop(runId(message));
            case "resume" -> new ClientMessage.Resume(runId(message), afterSeq(message));
            case "ping" -> new ClientMessage.Ping();
            default -> throw new RefusedException(
                    ErrorCode.UNKNOWN_ACTION,
                    "There is no action “" + echo(action) + "”. Use makecall, stop, resume or ping.");
        };
    }

    /** @param limit in bytes */
    static Problem tooLarge(long limit) {
        return Problem.of(ErrorCode.BAD_MESSAGE, "The message is too large: at most " + limit + " bytes are read.");
    }

    private JsonNode parse(String text) {
        JsonNode message;
        try {
            message = json.readTree(text);
        } catch (IOException notJson) {
            throw bad("The message can’t be read: it isn’t well-formed JSON, names a field twice, or is nested too deeply.");
        }
        if (!message.isObject()) {
            throw bad("The message has to be a JSON object, such as {\"action\":\"ping\"}.");
        }
        return message;
    }

    private String prompt(JsonNode message) {
        String prompt = string(message, "prompt");
        if (prompt == null || prompt.isBlank()) {
            throw new RefusedException(ErrorCode.NO_PROMPT, "There is no prediction. Write one in “prompt”.");
        }
        prompt = prompt.strip();
        int limit = config.maxPromptLength();
        if (prompt.codePointCount(0, prompt.length()) > limit) {
            throw new RefusedException(
                    ErrorCode.PROMPT_TOO_LONG, "The prediction is too long: at most " + limit + " characters.");
        }
        if (!PlainText.saysSomething(prompt)) {
            throw new RefusedException(
                    ErrorCode.NO_PROMPT, "There is no prediction in these characters. Write one in words.");
        }
        PlainText.firstNoText(prompt).ifPresent(c -> {
            throw bad("The prediction holds a character that is not text: U+%04X.".formatted(c));
        });
        return prompt;
    }

    private static ZoneId zone(JsonNode message) {
        String zone = string(message, "timezone");
        if (zone == null) {
            return UTC;
        }
        try {
            ZoneId found = ZoneId.of(zone);
            // Dates are written with offsets of hours and minutes; only an offset made up by hand has seconds.
            if (!(found.normalized() instanceof ZoneOffset offset) || offset.getTotalSeconds() % 60 == 0) {
                return found;
            }
            throw bad("The time zone “" + echo(zone) + "” has seconds in it. Use an IANA name, such as Europe/Paris.");
        } catch (DateTimeException e) {
            throw bad("There is no time zone “" + echo(zone) + "”. Use an IANA name, such as Europe/Paris.");
        }
    }

    private static Optional<UUID> requestId(JsonNode message) {
        return Optional.ofNullable(string(message, "requestId")).map(id -> uuid(id, "requestId"));
    }

    private static String runId(JsonNode message) {
        String id = string(message, "runId");
        if (id == null) {
            throw bad("“runId” is missing.");
        }
        return uuid(id, "runId").toString();
    }

    private static int afterSeq(JsonNode message) {
        JsonNode seq = message.get("afterSeq");
        if (seq == null || !seq.canConvertToInt() || !seq.isIntegralNumber() || seq.intValue() < 0) {
            throw bad("“afterSeq” has to be the number of the last frame received, or 0.");
        }
        return seq.intValue();
    }

    private static UUID uuid(String text, String field) {
        try {
            UUID id = UUID.fromString(text);
            if (id.toString().equalsIgnoreCase(text)) {
                return id;
            }
        } catch (IllegalArgumentException notOne) {
            // said below
        }
        throw bad("“" + field + "” has to be a UUID.");
    }

    /** The field's text, or null if it is absent or null. */
    private static String string(JsonNode message, String field) {
        JsonNode value = message.get(field);
        if (value == null || value.isNull()) {
            return null;
        }
        if (!value.isTextual()) {
            throw bad("“" + field + "” has to be text.");
        }
        return value.textValue();
    }

    private static String echo(String text) {
        String shown = text.codePoints()
                .limit(LONGEST_ECHO)
                .map(c -> PlainText.isNoText(c) ? '�' : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        return shown.length() < text.length() ? shown + "…" : shown;
    }

    private static int utf8Length(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    private static RefusedException bad(String message) {
        return new RefusedException(ErrorCode.BAD_MESSAGE, message);
    }
}
