package io.calledit.ledger.intake;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;

import com.fasterxml.jackson.databind.JsonNode;

import io.calledit.planning.FieldError;
import io.calledit.prediction.PlainText;

/**
 * The fields of one JSON object. What is wrong with them is collected; nothing is taken for something else, such as text
 * for a number.
 */
final class Fields {

    private static final int LONGEST_NAME = 60;

    private final JsonNode object;
    private final List<FieldError> errors;

    Fields(JsonNode object, List<FieldError> errors) {
        this.object = object;
        this.errors = errors;
    }

    /** Finds fault with every field but these: a misspelt one would be lost unnoticed. */
    void areOnly(String... names) {
        for (Iterator<String> sent = object.fieldNames(); sent.hasNext(); ) {
            String name = sent.next();
            if (!Arrays.asList(names).contains(name)) {
                wrong(printable(name), "is unknown here");
            }
        }
    }

    boolean has(String name) {
        return object.hasNonNull(name);
    }

    /** The text without the space around it; nothing where it isn't there or can't be taken. */
    Optional<String> text(String name, int longest) {
        return has(name) ? text(name, object.get(name), longest) : Optional.empty();
    }

    Optional<String> neededText(String name, int longest) {
        if (!has(name)) {
            wrong(name, "is missing");
        }
        return text(name, longest);
    }

    OptionalLong neededWhole(String name) {
        if (!has(name)) {
            wrong(name, "is missing");
            return OptionalLong.empty();
        }
        JsonNode number = object.get(name);
        if (!number.isIntegralNumber() || !number.canConvertToLong()) {
            wrong(name, "is not a whole number");
            return OptionalLong.empty();
        }
        return OptionalLong.of(number.longValue());
    }

    /**
     * The list's texts. None where there is no list.
     *
     * @param trouble says what is wrong with a text, or null
     */
    List<String> texts(String name, int longest, UnaryOperator<String> trouble) {
        List<String> texts = new ArrayList<>();
        if (has(name)) {
            JsonNode list = object.get(name);
            if (!list.isArray()) {
                wrong(name, "is not a list");
            }
            for (int i = 0; list.isArray() && i < list.size(); i++) {
                String field = name + "[" + i + "]";
                text(field, list.get(i), longest).ifPresent(text -> {
                    String wrong = trouble.apply(text);
                    if (wrong != null) {
                        wrong(field, wrong);
                    }
                    texts.add(text);
                });
            }
        }
        return texts;
    }

    private Optional<String> text(String field, JsonNode value, int longest) {
        if (!value.isTextual()) {
            wrong(field, "is not text");
            return Optional.empty();
        }
        String text = value.textValue().strip();
        if (text.isEmpty()) {
            wrong(field, "is blank");
        } else if (text.length() > longest) {
            wrong(field, "is longer than " + longest + " characters");
        } else if (PlainText.firstNoText(text).isPresent()) {
            wrong(field, "holds a character that is not text");
        } else {
            return Optional.of(text);
        }
        return Optional.empty();
    }

    void wrong(String field, String message) {
        errors.add(new FieldError(field, message));
    }

    /** A name as it can be repeated to whoever sent it, whatever it holds. */
    static String printable(String name) {
        return name.substring(0, Math.min(name.length(), LONGEST_NAME)).replaceAll("[^\\x20-\\x7e]", "?");
    }
}
