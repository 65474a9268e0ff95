package io.calledit.ledger.proof;

import static io.calledit.ledger.proof.RefusedException.quoted;

import java.io.IOException;
import java.io.Reader;
import java.util.regex.Pattern;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;

/**
 * Reads JSON values and refuses what two readers could take for different things (RFC 8785 asks for I-JSON, RFC 7493).
 *
 * <p>That is a field that stands twice, half a surrogate pair, and a number that isn't written as a whole one of at most
 * 53 bits. It also bounds what a hostile file can cost: the depth and the size of one value.
 */
final class StrictJson {

    private static final int DEEPEST = 16;
    private static final int LARGEST = 1_000_000;
    private static final long LARGEST_NUMBER = (1L << 53) - 1;
    private static final Pattern WHOLE_NUMBER = Pattern.compile("0|-?[1-9][0-9]{0,15}");
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    /** Names are not kept, as a file full of different ones would fill that store. */
    private static final JsonFactory FACTORY = new JsonFactoryBuilder()
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxStringLength(2 * LARGEST)
                    .maxNameLength(2 * LARGEST)
                    .maxNumberLength(2 * LARGEST)
                    .build())
            .build();

    private final JsonParser parser;
    private int left = LARGEST;

    private StrictJson(JsonParser parser) {
        this.parser = parser;
    }

    /** A parser of the text, which closes the reader with itself. */
    static JsonParser parser(Reader text) throws IOException {
        return FACTORY.createParser(text);
    }

    /**
     * Reads the value that begins with the parser's current token.
     *
     * @param depth how many objects and lists are around it
     * @throws RefusedException if it is JSON, but not fit for a hash
     */
    static JsonNode value(JsonParser parser, int depth) throws IOException, RefusedException {
        return new StrictJson(parser).value(depth);
    }

    /** A string or field name as it is, unless it can't be written as UTF-8. */
    static String text(String text) throws RefusedException {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                if (Character.isLowSurrogate(text.charAt(i)) || i + 1 == text.length()
                        || !Character.isLowSurrogate(text.charAt(i + 1))) {
                    throw new RefusedException("it has half a character (a lone surrogate) in its text.");
                }
                i++;
            }
        }
        return text;
    }

    private JsonNode value(int depth) throws IOException, RefusedException {
        spend(1);
        return switch (parser.currentToken()) {
            case START_OBJECT -> object(deeper(depth));
            case START_ARRAY -> list(deeper(depth));
            case VALUE_STRING -> NODES.textNode(text(spent(parser.getText())));
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> NODES.numberNode(wholeNumber(spent(parser.getText())));
            case VALUE_TRUE -> NODES.booleanNode(true);
            case VALUE_FALSE -> NODES.booleanNode(false);
            default -> NODES.nullNode();
        };
    }

    private JsonNode object(int depth) throws IOException, RefusedException {
        var object = NODES.objectNode();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            var name = text(spent(parser.currentName()));
            parser.nextToken();
            if (object.has(name)) {
                throw new RefusedException("it has the field " + quoted(name) + " twice.");
            }
            object.set(name, value(depth));
        }
        return object;
    }

    private JsonNode list(int depth) throws IOException, RefusedException {
        var list = NODES.arrayNode();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            list.add(value(depth));
        }
        return list;
    }

    private static int deeper(int depth) throws RefusedException {
        if (depth == DEEPEST) {
            throw new RefusedException("it is nested deeper than " + DEEPEST + " levels.");
        }
        return depth + 1;
    }

    private static long wholeNumber(String written) throws RefusedException {
        if (!WHOLE_NUMBER.matcher(written).matches() || Math.abs(Long.parseLong(written)) > LARGEST_NUMBER) {
            throw new RefusedException("it has a number that isn't a plain whole one of at most 53 bits.");
        }
        return Long.parseLong(written);
    }

    private String spent(String text) throws RefusedException {
        spend(text.length());
        return text;
    }

    private void spend(int characters) throws RefusedException {
        left -= characters;
        if (left < 0) {
            throw tooLarge();
        }
    }

    static RefusedException tooLarge() {
        return new RefusedException("it is larger than an entry can be.");
    }
}
