package io.calledit.planning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CalendarToolsTest {

    private final CalendarTools tools =
            new CalendarTools(Clock.fixed(Instant.parse("2026-11-22T14:57:00Z"), ZoneOffset.UTC));

    @ParameterizedTest
    @CsvSource({
        "America/New_York, 2026-11-22T09:57:00-05:00, Sunday",
        "Asia/Kathmandu,   2026-11-22T20:42:00+05:45, Sunday",
        "Pacific/Auckland, 2026-11-23T03:57:00+13:00, Monday",
        "UTC,              2026-11-22T14:57:00Z,      Sunday",
    })
    void theCurrentTimeIsThatOfTheZone(String zone, String now, String weekday) {
        assertThat(tools.currentTime(zone)).isEqualTo(new CalendarTools.CurrentTime(now, weekday, zone));
    }

    @ParameterizedTest
    @CsvSource({
        "day,     2026-11-22, 2026-11-22T23:59:59-05:00",
        "week,    2026-11-22, 2026-11-22T23:59:59-05:00",
        "week,    2026-11-23, 2026-11-29T23:59:59-05:00",
        "month,   2028-02-03, 2028-02-29T23:59:59-05:00",
        "quarter, 2026-11-22, 2026-12-31T23:59:59-05:00",
        "quarter, 2027-01-31, 2027-03-31T23:59:59-04:00",
        "half,    2027-01-31, 2027-06-30T23:59:59-04:00",
        "YEAR,    2027-05-31, 2027-12-31T23:59:59-05:00",
        "decade,  2027-05-31, 2029-12-31T23:59:59-05:00",
        "century, 2027-05-31, 2100-12-31T23:59:59-05:00",
        "century, 2000-05-31, 2000-12-31T23:59:59-05:00",
    })
    void aPeriodEndsInItsLastSecondWithTheOffsetOfThatDay(String period, String date, String ends) {
        assertThat(tools.endOfPeriod(period, date, "America/New_York").ends()).isEqualTo(ends);
    }

    @ParameterizedTest
    @CsvSource({"Friday, 2026-11-22, 2026-11-27", "sunday, 2026-11-22, 2026-11-29", "Monday, 2026-12-31, 2027-01-04"})
    void theNextWeekdayIsAlwaysLater(String weekday, String after, String date) {
        assertThat(tools.nextWeekday(weekday, after).date()).isEqualTo(date);
    }

    @ParameterizedTest
    @CsvSource({
        "10, days,    2026-12-25, 2027-01-04",
        "3,  months,  2026-11-30, 2027-02-28",
        "1,  quarter, 2026-11-22, 2027-02-22",
        "1,  years,   2028-02-29, 2029-02-28",
        "-2, weeks,   2026-11-22, 2026-11-08",
    })
    void datesAreAddedToAsOnACalendar(int amount, String unit, String date, String sum) {
        assertThat(tools.addToDate(amount, unit, date).date()).isEqualTo(sum);
    }

    @Test
    void daysAreCountedInBothDirections() {
        assertThat(tools.daysBetween("2026-11-22", "2026-12-31").days()).isEqualTo(39);
        assertThat(tools.daysBetween("2026-12-31", "2026-11-22").days()).isEqualTo(-39);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-22T14:57:00Z,      true",
        "2026-11-22T09:57:01-05:00, false",
        "2026-11-22T20:41:00+05:45, true",
    })
    void aMomentIsPastOnceItHasCome(String moment, boolean past) {
        assertThat(tools.isPast(moment).past()).isEqualTo(past);
    }

    @Test
    void anArgumentThatMakesNoSenseIsToldInWords() {
        complains("no time zone \"Mars/Olympus\"", () -> tools.currentTime("Mars/Olympus"));
        complains("An argument is missing", () -> tools.currentTime(null));
        complains("no period \"fortnight\"", () -> tools.endOfPeriod("fortnight", "2026-11-22", "UTC"));
        complains("isn't a date of the form yyyy-MM-dd", () -> tools.endOfPeriod("year", "22.11.2026", "UTC"));
        complains("no day \"Caturday\"", () -> tools.nextWeekday("Caturday", "2026-11-22"));
        complains("no unit \"moons\"", () -> tools.addToDate(1, "moons", "2026-11-22"));
        complains("too far away", () -> tools.addToDate(Integer.MAX_VALUE, "years", "2026-11-22"));
        complains("too far away", () -> tools.endOfPeriod("week", "+999999999-12-31", "UTC"));
        complains("An argument is missing", () -> tools.addToDate(null, "days", "2026-11-22"));
        complains("isn't a date and time", () -> tools.isPast("2026-11-22"));
    }

    private static void complains(String words, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOf(ToolInputException.class).hasMessageContaining(words);
    }
}
