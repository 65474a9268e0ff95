package io.calledit.model.rules.deadline;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.format.TextStyle;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** A question that a calendar tool can answer about a deadline: the tool's name and its arguments, zone left out. */
public record CalendarQuestion(String tool, Map<String, Object> arguments) {

    public CalendarQuestion {
        arguments = Collections.unmodifiableMap(new LinkedHashMap<>(arguments));
    }

    static CalendarQuestion endOf(String period, LocalDate day) {
        Map<String, Object> arguments = new LinkedHashMap<>();
        arguments.put("period", period);
        arguments.put("date", day.toString());
        return new CalendarQuestion("end_of_period", arguments);
    }

    static CalendarQuestion nextWeekday(DayOfWeek weekday, LocalDate after) {
        Map<String, Object> arguments = new LinkedHashMap<>();
        arguments.put("weekday", weekday.getDisplayName(TextStyle.FULL, Locale.ENGLISH));
        arguments.put("date", after.toString());
        return new CalendarQuestion("next_weekday", arguments);
    }

    static CalendarQuestion add(int amount, String unit, LocalDate day) {
        Map<String, Object> arguments = new LinkedHashMap<>();
        arguments.put("amount", amount);
        arguments.put("unit", unit);
        arguments.put("date", day.toString());
        return new CalendarQuestion("add_to_date", arguments);
    }
}
