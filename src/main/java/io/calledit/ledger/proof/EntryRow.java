package io.calledit.ledger.proof;

import java.io.IOException;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;

/**
 * One row of the table {@code entries}, as bytes: a string would hide what the driver repairs while decoding.
 *
 * @param number 0 where the column holds no whole number
 * @param types the six columns' storage classes, one after another
 */
@SuppressWarnings("java:S6218") // Never compared with another row.
record EntryRow(byte[] owner, long number, byte[] call, byte[] at, byte[] body, byte[] hash, String types) {

    /** Reads the table itself: an index holds copies of columns, and so would hide that they were changed. */
    static final String SELECT = "SELECT owner, number, call, at, body, hash, typeof(owner) || ' ' || typeof(number)"
            + " || ' ' || typeof(call) || ' ' || typeof(at) || ' ' || typeof(body) || ' ' || typeof(hash)"
            + " FROM entries NOT INDEXED";

    private static final String TYPES = "text integer text text text text";

    static EntryRow of(ResultSet row) throws SQLException {
        return new EntryRow(bytes(row, 1), row.getLong(2), bytes(row, 3), bytes(row, 4), bytes(row, 5), bytes(row, 6),
                row.getString(7));
    }

    String hashText() {
        return new String(hash, StandardCharsets.ISO_8859_1);
    }

    /**
     * The entry that the row's text says, once the row's hash vouches for it.
     *
     * @throws RefusedException if the text or the hash was changed
     */
    JsonNode entry() throws RefusedException {
        var entry = parsed(text(body));
        if (!Arrays.equals(CanonicalJson.of(entry), body)) {
            throw new RefusedException("its stored text isn't the canonical JSON of what it says.");
        }
        if (!CanonicalJson.sha256(body).equals(hashText())) {
            throw new RefusedException(ChainCheck.OTHER_HASH);
        }
        return entry;
    }

    /** @throws RefusedException if a column says something else than the entry in the same row */
    void checkColumns(JsonNode entry) throws RefusedException {
        var fields = new Fields(entry, "");
        check("owner", owner, fields);
        check("call", call, fields);
        check("at", at, fields);
        if (number != fields.wholeNumber("number")) {
            throw new RefusedException("its column \"number\" isn't what its text says.");
        }
        if (!types.equals(TYPES)) {
            throw new RefusedException("its columns have the types " + types + " and not " + TYPES + ".");
        }
    }

    private static void check(String name, byte[] column, Fields entry) throws RefusedException {
        if (!Arrays.equals(column, entry.text(name).getBytes(StandardCharsets.UTF_8))) {
            throw new RefusedException("its column \"" + name + "\" isn't what its text says.");
        }
    }

    private static JsonNode parsed(String text) throws RefusedException {
        try (var parser = StrictJson.parser(new StringReader(text))) {
            if (parser.nextToken() == null) {
                throw new RefusedException("its stored text is empty.");
            }
            var value = StrictJson.value(parser, 0);
            if (parser.nextToken() == null && value.isObject()) {
                return value;
            }
        } catch (JsonProcessingException notJson) {
            // Told below, with what follows the text's end.
        } catch (IOException e) {
            throw new IllegalStateException("A string can always be read.", e);
        }
        throw new RefusedException("its stored text isn't a JSON object.");
    }

    private static String text(byte[] utf8) throws RefusedException {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8)).toString();
        } catch (CharacterCodingException e) {
            throw new RefusedException("its stored text isn't UTF-8.");
        }
    }

    private static byte[] bytes(ResultSet row, int column) throws SQLException {
        var bytes = row.getBytes(column);
        return bytes == null ? new byte[0] : bytes;
    }
}
