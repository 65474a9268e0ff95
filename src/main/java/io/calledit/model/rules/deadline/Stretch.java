package io.calledit.model.rules.deadline;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.Year;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;

/** A stretch of the calendar that some words name, first and last second included, in the person's zone. */
record Stretch(LocalDateTime first, LocalDateTime last, Grain grain, String name, List<String> notes,
        CalendarQuestion question) {

    static final LocalTime LAST_SECOND = LocalTime.of(23, 59, 59);

    /** How coarse the words are; an event is something that happens within its stretch and keeps its own name. */
    enum Grain { MOMENT, DAY, SPAN, WEEK, MONTH, SEASON, YEAR, DECADE, EVENT }

    Stretch {
        notes = List.copyOf(notes);
    }

    static Stretch of(LocalDate first, LocalDate last, Grain grain, String name, CalendarQuestion question) {
        return new Stretch(first.atStartOfDay(), last.atTime(LAST_SECOND), grain, name, List.of(), question);
    }

    static Stretch day(LocalDate day) {
        return of(day, day, Grain.DAY, null, CalendarQuestion.endOf("day", day));
    }

    static Stretch month(YearMonth month) {
        return of(month.atDay(1), month.atEndOfMonth(), Grain.MONTH, Dates.month(month),
                CalendarQuestion.endOf("month", month.atDay(1)));
    }

    static Stretch year(int year) {
        return of(Year.of(year).atDay(1), LocalDate.of(year, 12, 31), Grain.YEAR, String.valueOf(year),
                CalendarQuestion.endOf("year", LocalDate.of(year, 1, 1)));
    }

    static Stretch quarter(int year, int quarter) {
        LocalDate first = LocalDate.of(year, quarter * 3 - 2, 1);
        return of(first, first.plusMonths(3).minusDays(1), Grain.SEASON, "Q" + quarter + " " + year,
                CalendarQuestion.endOf("quarter", first));
    }

    static Stretch half(int year, int half) {
        LocalDate first = LocalDate.of(year, half == 1 ? 1 : 7, 1);
        return of(first, first.plusMonths(6).minusDays(1), Grain.SEASON, "H" + half + " " + year,
                CalendarQuestion.endOf("half", first));
    }

    static Stretch week(LocalDate monday) {
        return of(monday, monday.plusDays(6), Grain.WEEK, null, CalendarQuestion.endOf("week", monday));
    }

    static Stretch decade(int firstYear) {
        return of(LocalDate.of(firstYear, 1, 1), LocalDate.of(firstYear + 9, 12, 31), Grain.DECADE,
                "the " + firstYear + "s", CalendarQuestion.endOf("decade", LocalDate.of(firstYear, 1, 1)));
    }

    Stretch noting(String note) {
        return noting(List.of(note));
    }

    Stretch noting(List<String> further) {
        List<String> more = new ArrayList<>(notes);
        more.addAll(further);
        return new Stretch(first, last, grain, name, more, question);
    }

    Stretch at(LocalTime time) {
        LocalDateTime moment = last.toLocalDate().atTime(time);
        return new Stretch(moment, moment, Grain.MOMENT, name, notes, null);
    }

    Stretch ending(LocalDate newLast, String note) {
        return new Stretch(first, newLast.atTime(LAST_SECOND), grain, name, notes, null).noting(note);
    }
}
