package io.calledit.model.rules.deadline;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.Month;
import java.time.MonthDay;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZonedDateTime;

/** The moment from which a prediction looks forward, with what the reader needs to know about the place. */
record Today(LocalDateTime now, ZoneId zone, Region region, boolean southern, Setting setting) {

    static Today of(ZonedDateTime now, Setting setting) {
        return new Today(now.toLocalDateTime(), now.getZone(), Region.of(now.getZone()),
                Region.isSouthern(now.getZone()), setting);
    }

    LocalDate date() {
        return now.toLocalDate();
    }

    int year() {
        return now.getYear();
    }

    /** The same place seen from the start of a later day. */
    Today on(LocalDate day) {
        return new Today(day.atStartOfDay(), zone, region, southern, setting);
    }

    /** The first such month that isn't over. */
    YearMonth coming(Month month) {
        YearMonth candidate = YearMonth.of(year(), month);
        return candidate.atEndOfMonth().isBefore(date()) ? candidate.plusYears(1) : candidate;
    }

    /** The first such day that isn't over; 29 February waits for a leap year. */
    LocalDate coming(MonthDay day) {
        int year = year();
        while (!day.isValidYear(year) || day.atYear(year).isBefore(date())) {
            year++;
        }
        return day.atYear(year);
    }
}
