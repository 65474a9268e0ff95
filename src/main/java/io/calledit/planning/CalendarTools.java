package io.calledit.planning;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.TextStyle;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.Locale;

import jakarta.enterprise.context.ApplicationScoped;

import dev.langchain4j.agent.tool.P;
import dev.langchain4j.agent.tool.Tool;
import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * The tools that a planner needs: what time it is somewhere, and arithmetic on the calendar (proleptic Gregorian, ISO
 * 8601).
 *
 * <p>Each throws {@link ToolInputException} for an argument that it can't work with; the model reads the message.
 */
@RegisterForReflection(methods = false, fields = false) // the framework looks the class up by its name
@ApplicationScoped
public class CalendarTools {

    private static final DateTimeFormatter TO_THE_SECOND = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ssXXX");
    private static final String ZONE = "IANA time zone, such as Europe/Paris";
    private static final LocalTime LAST_SECOND = LocalTime.of(23, 59, 59);

    /** What {@code current_time} answers; {@code now} is ISO 8601 with offset. */
    @RegisterForReflection
    public record CurrentTime(String now, String weekday, String timezone) {}

    /** What {@code end_of_period} answers; {@code ends} is ISO 8601 with offset. */
    @RegisterForReflection
    public record PeriodEnd(String ends, String weekday) {}

    /** What {@code next_weekday} and {@code add_to_date} answer. */
    @RegisterForReflection
    public record CalendarDay(String date, String weekday) {}

    /** What {@code days_between} answers. */
    @RegisterForReflection
    public record Distance(long days) {}

    /** What {@code is_past} answers; {@code now} is ISO 8601 with offset. */
    @RegisterForReflection
    public record Passing(boolean past, String now) {}

    private final Clock clock;

    CalendarTools(Clock clock) {
        this.clock = clock;
    }

    @Tool(name = "current_time", value = "The current date, time and day of the week in a time zone.")
    public CurrentTime currentTime(@P(value = ZONE, required = true) String timezone) {
        ZonedDateTime now = clock.instant().atZone(zone(timezone));
        return new CurrentTime(TO_THE_SECOND.format(now), name(now.getDayOfWeek()), timezone);
    }

    @Tool(name = "end_of_period", value = "The last second of the day, week (Monday to Sunday), month, quarter, half,"
            + " year, decade or century that a date lies in.")
    public PeriodEnd endOfPeriod(
            @P(value = "day, week, month, quarter, half, year, decade or century", required = true) String period,
            @P(value = "any date in the period, yyyy-MM-dd", required = true) String date,
            @P(value = ZONE, required = true) String timezone) {
        LocalDate day = date(date);
        LocalDate last = switch (word(period)) {
            case "day" -> day;
            case "week" -> day.with(TemporalAdjusters.nextOrSame(DayOfWeek.SUNDAY));
            case "month" -> endOfMonths(day, 1);
            case "quarter" -> endOfMonths(day, 3);
            case "half" -> endOfMonths(day, 6);
            case "year" -> endOfMonths(day, 12);
            case "decade" -> LocalDate.of(Math.floorDiv(day.getYear(), 10) * 10 + 9, 12, 31);
            case "century" -> LocalDate.of(Math.floorDiv(day.getYear() - 1, 100) * 100 + 100, 12, 31);
            default -> throw new ToolInputException("There is no period \"" + period
                    + "\". Use day, week, month, quarter, half, year, decade or century.");
        };
        ZonedDateTime end = last.atTime(LAST_SECOND).atZone(zone(timezone));
        return new PeriodEnd(TO_THE_SECOND.format(end), name(end.getDayOfWeek()));
    }

    @Tool(name = "next_weekday", value = "The first date after a date that falls on a day of the week.")
    public CalendarDay nextWeekday(
            @P(value = "Monday to Sunday, in English", required = true) String weekday,
            @P(value = "yyyy-MM-dd; the answer is later", required = true) String date) {
        DayOfWeek day;
        try {
            day = DayOfWeek.valueOf(word(weekday).toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new ToolInputException("There is no day \"" + weekday + "\". Use Monday to Sunday, in English.");
        }
        return dated(date(date).with(TemporalAdjusters.next(day)));
    }

    @Tool(name = "add_to_date", value = "A date so many days, weeks, months, quarters or years later (or earlier, if"
            + " the amount is negative). A day that the month doesn't have becomes its last day.")
    public CalendarDay addToDate(
            @P(value = "a whole number", required = true) Integer amount,
            @P(value = "days, weeks, months, quarters or years", required = true) String unit,
            @P(value = "yyyy-MM-dd", required = true) String date) {
        if (amount == null) {
            throw new ToolInputException("An argument is missing.");
        }
        LocalDate day = date(date);
        try {
            LocalDate moved = switch (word(unit)) {
                case "day", "days" -> day.plusDays(amount);
                case "week", "weeks" -> day.plusWeeks(amount);
                case "month", "months" -> day.plusMonths(amount);
                case "quarter", "quarters" -> day.plusMonths(3L * amount);
                case "year", "years" -> day.plusYears(amount);
                default -> throw new ToolInputException(
                        "There is no unit \"" + unit + "\". Use days, weeks, months, quarters or years.");
            };
            return dated(moved);
        } catch (DateTimeException e) {
            throw new ToolInputException("That is too far away for a calendar: " + amount + " " + unit + ".");
        }
    }

    @Tool(name = "days_between", value = "How many days lie between two dates; negative if the second is earlier.")
    public Distance daysBetween(
            @P(value = "yyyy-MM-dd", required = true) String from,
            @P(value = "yyyy-MM-dd", required = true) String to) {
        return new Distance(ChronoUnit.DAYS.between(date(from), date(to)));
    }

    @Tool(name = "is_past", value = "Whether a moment has already gone by.")
    public Passing isPast(
            @P(value = "date and time with offset, such as 2027-12-31T23:59:59-05:00", required = true)
                    String moment) {
        OffsetDateTime then;
        try {
            then = OffsetDateTime.parse(text(moment));
        } catch (DateTimeException e) {
            throw new ToolInputException("\"" + moment + "\" isn't a date and time with an offset, such as"
                    + " 2027-12-31T23:59:59-05:00.");
        }
        OffsetDateTime now = clock.instant().atOffset(then.getOffset());
        return new Passing(!then.isAfter(now), TO_THE_SECOND.format(now));
    }

    private static LocalDate endOfMonths(LocalDate day, int length) {
        int lastMonth = (day.getMonthValue() - 1) / length * length + length;
        return day.withDayOfMonth(1).withMonth(lastMonth).with(TemporalAdjusters.lastDayOfMonth());
    }

    private static CalendarDay dated(LocalDate day) {
        return new CalendarDay(day.toString(), name(day.getDayOfWeek()));
    }

    private static String name(DayOfWeek day) {
        return day.getDisplayName(TextStyle.FULL, Locale.ENGLISH);
    }

    private static LocalDate date(String text) {
        try {
            LocalDate date = LocalDate.parse(text(text));
            if (date.getYear() < 1 || date.getYear() > 9999) {
                throw new ToolInputException("That is too far away for a calendar: " + date + ".");
            }
            return date;
        } catch (DateTimeException e) {
            throw new ToolInputException("\"" + text + "\" isn't a date of the form yyyy-MM-dd.");
        }
    }

    private static ZoneId zone(String name) {
        try {
            return ZoneId.of(text(name));
        } catch (DateTimeException e) {
            throw new ToolInputException("There is no time zone \"" + name + "\". Use an IANA name, such as Europe/Paris.");
        }
    }

    private static String word(String argument) {
        return text(argument).toLowerCase(Locale.ROOT);
    }

    private static String text(String argument) {
        if (argument == null) {
            throw new ToolInputException("An argument is missing.");
        }
        return argument.strip();
    }
}
