package io.calledit.ledger;

import static java.util.Objects.requireNonNull;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A place in a list of calls, behind the call of that number.
 *
 * @param due when that call is due
 */
public record Cursor(Sort sort, Instant due, long number) {

    private static final Pattern FORM = Pattern.compile("1 (newest|due) (-?\\d{1,12}) (\\d{1,18})");

    public Cursor {
        requireNonNull(sort, "sort");
        requireNonNull(due, "due");
    }

    static Cursor behind(CallSummary call, Sort sort) {
        return new Cursor(sort, call.due().toInstant(), call.number());
    }

    /** The cursor as clients keep it: opaque, and fit for an address. */
    public String encode() {
        String text = "1 " + sort.wireName() + " " + due.getEpochSecond() + " " + number;
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.US_ASCII));
    }

    /** The cursor that was encoded so, or nothing where the text is none. */
    public static Optional<Cursor> decode(String text) {
        try {
            Matcher form = FORM.matcher(new String(Base64.getUrlDecoder().decode(text), StandardCharsets.US_ASCII));
            if (form.matches()) {
                return Sort.of(form.group(1)).map(sort -> new Cursor(
                        sort, Instant.ofEpochSecond(Long.parseLong(form.group(2))), Long.parseLong(form.group(3))));
            }
        } catch (IllegalArgumentException | DateTimeException notOne) {
            // said by the answer
        }
        return Optional.empty();
    }
}
