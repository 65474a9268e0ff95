package io.calledit.model.rules.deadline;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.YearMonth;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Dates in the words that a plan uses. */
public final class Dates {

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.ENGLISH);
    private static final DateTimeFormatter MONTH = DateTimeFormatter.ofPattern("MMMM uuuu", Locale.ENGLISH);
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm", Locale.ENGLISH);
    private static final DateTimeFormatter SECOND = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ENGLISH);

    private Dates() {
    }

    /** For example "31 December 2027". */
    public static String day(LocalDate day) {
        return DAY.format(day);
    }

    static String month(YearMonth month) {
        return MONTH.format(month);
    }

    /** The time in hours and minutes, with seconds only where they aren't zero. */
    public static String time(LocalTime time) {
        return (time.getSecond() == 0 ? TIME : SECOND).format(time);
    }

    static String moment(LocalDateTime moment) {
        return time(moment.toLocalTime()) + " on " + day(moment.toLocalDate());
    }

    /** Two days as one phrase without saying a shared month or year twice. */
    static String between(LocalDate first, LocalDate last) {
        if (first.equals(last)) {
            return "on " + day(first);
        }
        if (first.getYear() != last.getYear()) {
            return "between " + day(first) + " and " + day(last);
        }
        if (first.getMonth() != last.getMonth()) {
            return "between " + first.format(DateTimeFormatter.ofPattern("d MMMM",
                    Locale.ENGLISH)) + " and " + day(last);
        }
        return "between " + first.getDayOfMonth() + " and " + day(last);
    }
}
