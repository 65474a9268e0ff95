package io.calledit.ledger.intake;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.calledit.ledger.LedgerException;
import io.calledit.planning.FieldError;

/** Reads one JSON object, and takes nothing for JSON that isn't (RFC 8259), nor a key that is there twice. */
public final class JsonBody {

    /** What errors that are about no field in particular are said of. */
    private static final String WHOLE = "body";

    /** Far more than any call needs, and few enough not to cost anything. */
    private static final int DEEPEST = 20;
    private static final int LONGEST_NUMBER = 40;

    // Only trees go through it, so it needs no reflection; its own, so that the application's mapper stays as it is.
    private static final ObjectReader READER = JsonMapper.builder(JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(DEEPEST)
                            .maxNumberLength(LONGEST_NUMBER)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build()
            .reader();

    private JsonBody() {}

    /** @throws LedgerException.Invalid if the bytes aren't one JSON object in UTF-8 */
    public static ObjectNode read(byte[] utf8) {
        JsonNode body;
        try {
            body = READER.readTree(text(utf8));
        } catch (JsonProcessingException e) {
            throw refusal(e);
        }
        if (body instanceof ObjectNode object) {
            return object;
        }
        throw invalid(WHOLE, body.isMissingNode() ? "is empty" : "is not a JSON object");
    }

    /** @throws LedgerException.Invalid if the text isn't one JSON array */
    public static ArrayNode readList(String text) {
        try {
            if (READER.readTree(text) instanceof ArrayNode list) {
                return list;
            }
        } catch (JsonProcessingException e) {
            throw refusal(e);
        }
        throw invalid(WHOLE, "is not a JSON list");
    }

    private static String text(byte[] utf8) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8)).toString();
        } catch (CharacterCodingException e) {
            throw invalid(WHOLE, "is not in UTF-8");
        }
    }

    private static LedgerException refusal(JsonProcessingException e) {
        if (e instanceof StreamConstraintsException) {
            return invalid(WHOLE, "is nested too deeply, or holds a number that is too long");
        }
        // Jackson tells a duplicate from other faults by these words alone; a test holds it to them.
        if (e.getOriginalMessage().startsWith("Duplicate field") && e.getProcessor() instanceof JsonParser parser) {
            return invalid(path(parser.getParsingContext()), "is there twice");
        }
        JsonLocation place = e.getLocation();
        return invalid(WHOLE, place == null
                ? "is not JSON"
                : "is not JSON: see line " + place.getLineNr() + ", column " + place.getColumnNr());
    }

    private static String path(JsonStreamContext context) {
        if (context == null || context.inRoot()) {
            return "";
        }
        String parent = path(context.getParent());
        if (context.inArray()) {
            return parent + "[" + context.getCurrentIndex() + "]";
        }
        String name = Fields.printable(String.valueOf(context.getCurrentName()));
        return parent.isEmpty() ? name : parent + "." + name;
    }

    private static LedgerException invalid(String field, String message) {
        return new LedgerException.Invalid(List.of(new FieldError(field, message)));
    }
}
