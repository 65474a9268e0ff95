package io.calledit.model.rules.deadline;

import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Objects;

/**
 * The moment on which a prediction is decided, and how its words name it.
 *
 * @param moment   the last second that counts
 * @param opens    the first day that counts
 * @param phrase   the deadline in explicit words, fit to follow a sentence ("by 31 December 2027")
 * @param from     where the words that name it begin in the text; equal to {@code to} where the text names none
 * @param to       where they end
 * @param keep     true where those words also say what the claim is about, so that they stay in the sentence
 * @param lasting  true where the claim must hold for the whole time ("for 30 days")
 * @param passed   true where the words name a time that is over, so that the moment is another one
 * @param notes    what was assumed in reading it
 * @param question what a calendar tool can be asked to arrive at the same date; null where none fits
 */
public record Deadline(ZonedDateTime moment, LocalDate opens, String phrase, int from, int to, boolean keep,
        boolean lasting, boolean passed, List<String> notes, CalendarQuestion question) {

    public Deadline {
        Objects.requireNonNull(moment);
        Objects.requireNonNull(opens);
        Objects.requireNonNull(phrase);
        notes = List.copyOf(notes);
    }

    /** True where the prediction itself names a time. */
    public boolean isNamed() {
        return to > from;
    }

    /** True where all that counts happens on one day. */
    public boolean isOneDay() {
        return opens.equals(moment.toLocalDate());
    }

    /** The last day that counts, in words. */
    public String day() {
        return Dates.day(moment.toLocalDate());
    }
}
