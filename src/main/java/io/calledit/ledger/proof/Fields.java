package io.calledit.ledger.proof;

import static io.calledit.ledger.proof.RefusedException.quoted;

import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.Set;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * The fields of one JSON object, read by name and type.
 *
 * @param object what they are read from
 * @param path what stands before their names in messages, such as {@code plan.}; empty at the top
 */
record Fields(JsonNode object, String path) {

    /** To the minute at least, with an offset: what the two verifiers read alike. */
    private static final Pattern MOMENT = Pattern.compile("\\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])"
            + "T([01]\\d|2[0-3]):[0-5]\\d(:[0-5]\\d(\\.\\d{1,9})?)?(Z|[+-](0\\d|1[0-8]):[0-5]\\d)");

    boolean has(String name) {
        return object.has(name);
    }

    void only(Set<String> known) throws RefusedException {
        for (var names = object.fieldNames(); names.hasNext();) {
            var name = names.next();
            if (!known.contains(name)) {
                throw new RefusedException("it has a field " + quoted(path + name) + ", which an entry of its type hasn't.");
            }
        }
    }

    String text(String name) throws RefusedException {
        var value = present(name);
        if (!value.isTextual()) {
            throw wrong(name, "isn't text.");
        }
        return value.textValue();
    }

    long wholeNumber(String name) throws RefusedException {
        var value = present(name);
        if (!value.isIntegralNumber()) {
            throw wrong(name, "isn't a whole number.");
        }
        return value.longValue();
    }

    Fields object(String name) throws RefusedException {
        var value = present(name);
        if (!value.isObject()) {
            throw wrong(name, "isn't an object.");
        }
        return new Fields(value, path + name + ".");
    }

    JsonNode texts(String name) throws RefusedException {
        var list = present(name);
        boolean texts = list.isArray();
        for (int i = 0; texts && i < list.size(); i++) {
            texts = list.get(i).isTextual();
        }
        if (!texts) {
            throw wrong(name, "isn't a list of texts.");
        }
        return list;
    }

    OffsetDateTime moment(String name) throws RefusedException {
        var written = text(name);
        try {
            if (MOMENT.matcher(written).matches()) {
                return OffsetDateTime.parse(written);
            }
        } catch (DateTimeException noSuchDay) {
            // Told below, with what only looks wrong.
        }
        throw wrong(name, "isn't a moment with its offset from UTC.");
    }

    RefusedException wrong(String name, String what) {
        return new RefusedException("its \"" + path + name + "\" " + what);
    }

    private JsonNode present(String name) throws RefusedException {
        var value = object.get(name);
        if (value == null) {
            throw wrong(name, "is missing.");
        }
        return value;
    }
}
