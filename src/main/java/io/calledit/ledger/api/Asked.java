package io.calledit.ledger.api;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

import io.calledit.ledger.CallQuery;
import io.calledit.ledger.Cursor;
import io.calledit.ledger.IdempotencyKey;
import io.calledit.ledger.LedgerException;
import io.calledit.ledger.SearchText;
import io.calledit.ledger.Sort;
import io.calledit.ledger.State;
import io.calledit.ledger.intake.Intake;
import io.calledit.planning.FieldError;
import io.calledit.prediction.CallId;
import io.calledit.prediction.PlainText;

/** What stands in an address and in headers, read strictly; all that is wrong with it is named at once. */
final class Asked {

    static final int DEFAULT_LIMIT = 25;
    static final int MOST_CALLS = 100;
    static final int LONGEST_SEARCH = 200;
    static final int MOST_WORDS = 8;

    private static final Pattern LIMIT = Pattern.compile("\\d{1,3}");

    private final List<FieldError> errors = new ArrayList<>();

    private Asked() {}

    /** @throws LedgerException.NoSuchCall if the text can't be the id of any call */
    static CallId call(String id) {
        return CallId.parse(id).orElseThrow(LedgerException.NoSuchCall::new);
    }

    /** @throws LedgerException.Invalid if there is no key, or it can't be one */
    static IdempotencyKey key(String header) {
        Asked asked = new Asked();
        if (header == null) {
            asked.wrong("Idempotency-Key", "is missing: a header of 1 to 100 printable ASCII characters");
        }
        Optional<IdempotencyKey> key = Optional.ofNullable(header).flatMap(IdempotencyKey::parse);
        if (header != null && key.isEmpty()) {
            asked.wrong("Idempotency-Key", "is not 1 to 100 printable ASCII characters");
        }
        asked.refuse();
        return key.orElseThrow();
    }

    /**
     * Every parameter may be null, and counts as absent when it is empty.
     *
     * @throws LedgerException.Invalid with all that is wrong
     */
    static CallQuery query(
            Intake intake, String state, String tag, String q, String sort, String limit, String cursor, Instant now) {
        Asked asked = new Asked();
        Optional<State> wanted = asked.one("state", state, State::of, "is not open, ready, judged or withdrawn");
        Optional<String> tagged = asked.one("tag", tag, Optional::of, "").flatMap(text -> asked.tag(intake, text));
        List<String> words = asked.words(q);
        Sort order = asked.one("sort", sort, Sort::of, "is not newest or due").orElse(Sort.NEWEST);
        int most = asked.one("limit", limit, Asked::limit, "is not a whole number from 1 to " + MOST_CALLS).orElse(DEFAULT_LIMIT);
        Optional<Cursor> after = asked.one("cursor", cursor, Cursor::decode, "is not the next of a page");
        if (after.isPresent() && after.get().sort() != order) {
            asked.wrong("cursor", "belongs to a list that is sorted otherwise");
        }
        asked.refuse();
        return new CallQuery(wanted, tagged, words, order, most, after, now);
    }

    private <T> Optional<T> one(String name, String text, Function<String, Optional<T>> read, String trouble) {
        if (text == null || text.isEmpty()) {
            return Optional.empty();
        }
        Optional<T> value = read.apply(text);
        if (value.isEmpty()) {
            wrong(name, trouble);
        }
        return value;
    }

    private Optional<String> tag(Intake intake, String text) {
        try {
            return Optional.of(intake.tag(text));
        } catch (LedgerException.Invalid e) {
            errors.addAll(e.errors());
            return Optional.empty();
        }
    }

    private List<String> words(String q) {
        if (q == null) {
            return List.of();
        }
        if (q.length() > LONGEST_SEARCH) {
            wrong("q", "is longer than " + LONGEST_SEARCH + " characters");
            return List.of();
        }
        if (PlainText.firstNoText(q).isPresent()) {
            wrong("q", "holds a character that is not text");
            return List.of();
        }
        List<String> words = SearchText.words(q);
        if (words.size() > MOST_WORDS) {
            wrong("q", "has more than " + MOST_WORDS + " words");
        }
        return words;
    }

    private static Optional<Integer> limit(String text) {
        return LIMIT.matcher(text).matches()
                ? Optional.of(Integer.valueOf(text)).filter(limit -> limit >= 1 && limit <= MOST_CALLS)
                : Optional.empty();
    }

    private void wrong(String field, String message) {
        errors.add(new FieldError(field, message));
    }

    private void refuse() {
        if (!errors.isEmpty()) {
            throw new LedgerException.Invalid(errors);
        }
    }
}
