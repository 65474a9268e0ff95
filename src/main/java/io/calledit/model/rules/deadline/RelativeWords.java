package io.calledit.model.rules.deadline;

import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.YearMonth;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Times that are told from now: tomorrow, next week, within three months, this decade. */
final class RelativeWords {

    private static final String COUNT = "(\\d{1,4}(?:\\.\\d)?|" + NumberWords.PATTERN
            + "|a couple(?: of)?|couple of|a few|few|several|half an?|an?|another)";
    private static final String UNIT = "(seconds?|minutes?|mins?|hours?|hrs?|days?|weeks?|fortnights?|months?"
            + "|quarters?|years?|yrs?"
            + "|decades?|centur(?:y|ies)|(?:business|working|trading) days?|weekends?)";
    private static final String WEEKDAY = "(monday|tuesday|wednesday|thursday|friday|saturday|sunday"
            + "|mon|tues|tue|weds|wed|thurs|thu|fri|sat|sun)";
    private static final Pattern COMPARES = Pattern.compile(
            "(?:first|last|second|third) time|\\b(?:low|high|lowest|highest|best|worst|biggest|largest|longest|hottest|coldest|warmest|wettest"
                    + "|driest|most|fewest|least|greatest|only)\\b");
    private static final Pattern PERFORMS = Pattern.compile(
            "\\b(?:run|runs|running|ran|swim|swims|row|rows|cycle|ride|walk|finish|finishes|complete|completes|solve|solves|marathon|race|lap"
                    + "|5k|10k|mile|miles|km|parkrun|triathlon|ironman|speedrun|cook|type|beat|beats|hold)\\b");

    static final List<Rule> RULES = List.of(
            Rule.fixed("\\b(?:the )?day after tomorrow\\b", (found, today) -> ahead(2, today)),
            Rule.fixed("\\btomorrow(?:'s|s)?(?: (?:morning|afternoon|evening|night))?\\b", (found, today) ->
                    part(found, ahead(1, today))),
            Rule.fixed("\\b(?:later )?(?:today|tonight|this (?:morning|afternoon|evening)|the (?:rest|end) of the day"
                    + "|end of day|eod)\\b",
                    (found, today) -> part(found, ahead(0, today))),
            Rule.fixed("\\b(?:yesterday|last night)\\b", (found, today) -> ahead(-1, today)),
            Rule.fixed("\\b(?:within|in|over|during|for|inside|throughout|by|at some point in) the (?:next|coming"
                    + "|following) "
                    + "(hour|day|week|fortnight|month|year|decade|century)\\b", (found, today) ->
                    span(BigDecimal.ONE, found.group(1), today)),
            Rule.fixed("\\b(?:(?:within|in|over|during|for|inside|throughout) )?the (?:next few|coming|next couple of"
                    + "|next several) "
                    + "(hours|days|weeks|months|years|decades)\\b", RelativeWords::vague),
            Rule.fixed("\\b(?:within|in|over|during|for|inside|throughout|through)(?: (?:the|my|our|their|his|her"
                    + "|its))?"
                    + "(?: (?:next|coming|following|space of|last|first|less than|under|about|roughly|around|another"
                    + "|at most|no more than))*"
                    + " " + COUNT + "(?: more)?[ -]" + UNIT + "(?:'s? time|' time| time| from now| from today| or less"
                    + "| or so)?\\b(?! (?:old|ago|of age|flat|low|high))",
                    RelativeWords::duration),
            Rule.fixed("\\b" + COUNT + " " + UNIT + " (?:from (?:now|today)|hence|later|out)\\b",
                    (found, today) -> span(found, 1, 2, today)),
            Rule.fixed("\\bthe next " + COUNT + " " + UNIT + "\\b", (found, today) -> span(found, 1, 2, today)),
            Rule.fixed("\\b(?:this time next|a year from|one year from) (year|month|week|today|now)\\b", (found,
                    today) ->
                    span(BigDecimal.ONE, found.group(1).matches("today|now") ? "year" : found.group(1), today)),
            Rule.fixed("\\b(?:later )?(this|next|the coming|the current|the following|last|all) (week|weekend|month"
                    + "|quarter|half|year|decade|century)"
                    + "(?:'s)?\\b", RelativeWords::named),
            Rule.fixed("\\b(?<=end of |\\bends? |\\bfinish |\\bfinishes |\\bcloses? |close of |rest of |remainder of "
                    + "|half of |turn of |out |start of |beginning of |late in |before |later in )the "
                    + "(week|weekend|month|quarter|year|decade|century)\\b()", (found, today) ->
                    unit(found.group(1), 0, today)),
            Rule.fixed("\\b(?:the )?(week|month|quarter|year|decade)(?:'s)?[- ]end\\b|\\beo([wmqy])\\b|\\bend of (week"
                    + "|month|quarter|year)\\b",
                    RelativeWords::unitEnd),
            Rule.fixed("\\b(?:the )?(week|month|quarter|year) (?:is|runs|comes to) (?:out|over|an end)\\b", (found,
                    today) ->
                    unit(found.group(1), 0, today)),
            Rule.fixed("\\b(?:this|the current|the|our) sprint\\b", (found, today) ->
                    span(BigDecimal.valueOf(2), "weeks", today).noting("A sprint is taken to last two weeks.")),
            Rule.fixed("\\b(?:this|the) (?:semester|school term|school year)\\b", (found, today) -> semester(today)),
            Rule.fixed("\\b(?:later )?(?:(this|next|this coming|the coming|coming|last|every|each) )?" + WEEKDAY
                    + "(?:(?:'s)? (?:morning|afternoon|evening|night))?\\b(?!s)", RelativeWords::weekday));

    private RelativeWords() {
    }

    private static Stretch ahead(int days, Today today) {
        LocalDate day = today.date().plusDays(days);
        Stretch stretch = Stretch.day(day);
        return days > 0 ? new Stretch(stretch.first(), stretch.last(), stretch.grain(), null, List.of(),
                CalendarQuestion.add(days, "days", today.date())) : stretch;
    }

    private static Stretch part(Rule.Found found, Stretch day) {
        String said = found.match().group();
        if (said.endsWith("morning")) {
            return upTo(12, day).noting("The morning is taken to end at 12:00.");
        }
        return said.endsWith("afternoon") ? upTo(18, day).noting("The afternoon is taken to end at 18:00.") : day;
    }

    private static Stretch upTo(int hour, Stretch day) {
        return new Stretch(day.first(), day.first().withHour(hour), Stretch.Grain.MOMENT, null, day.notes(), null);
    }

    private static Stretch duration(Rule.Found found, Today today) {
        String lead = found.match().group();
        String unit = found.group(2);
        boolean clock = unit.matches("(?:second|minute|min|hour|hr)s?");
        if (lead.contains("last ") || found.before(30).matches(".*(?:times?|once|twice) (?:a|per) .*")) {
            return null;
        }
        if (lead.startsWith("in") && !lead.contains("next") && COMPARES.matcher(found.before(30)).find()) {
            return null;
        }
        if (clock && !lead.contains("next") && !lead.contains("from ")
                && (lead.contains("under") || lead.contains("less")
                || PERFORMS.matcher(found.words().folded()).find())) {
            return null;
        }
        if (lead.startsWith("for ") && clock || found.before(12).matches(".*(?:sentenced |jailed )")) {
            return null;
        }
        if (lead.matches("(?:in|over|for|during) an? (?:day|week|month|year)")
                && found.after(14).matches(" (?:of|with|when|where)\\b.*")) {
            return null;
        }
        return span(found, 1, 2, today);
    }

    private static Stretch span(Rule.Found found, int countGroup, int unitGroup, Today today) {
        String count = found.group(countGroup);
        String unit = found.group(unitGroup);
        BigDecimal amount = switch (count) {
            case "a", "an", "another" -> BigDecimal.ONE;
            case "a couple", "a couple of", "couple of" -> BigDecimal.valueOf(2);
            case "a few", "few" -> BigDecimal.valueOf(3);
            case "several" -> BigDecimal.valueOf(5);
            case "half a", "half an" -> new BigDecimal("0.5");
            default -> NumberWords.value(count).orElseThrow(() -> new NumberFormatException(count));
        };
        Stretch stretch = span(amount, unit, today);
        return stretch != null && count.matches("a few|few|several|.*couple.*")
                ? stretch.noting("“" + capital(count) + " " + unit + "” is read as " + amount.toPlainString() + " "
                + unit + ".") : stretch;
    }

    private static Stretch vague(Rule.Found found, Today today) {
        String unit = found.group(1);
        int amount = found.match().group().contains("couple") ? 2 : found.match().group().contains("several") ? 5
                : found.match().group().contains("few") ? 3 : unit.equals("months") ? 6 : unit.equals("days") ? 7 : 4;
        return span(BigDecimal.valueOf(amount), unit, today)
                .noting("“" + capital(found.match().group().replaceFirst("^(?:within|in|over|during|for) ",
                "")) + "” is read as "
                        + amount + " " + unit + ".");
    }

    private static Stretch span(BigDecimal amount, String unit, Today today) {
        String one = unit.replaceFirst("ies$", "y").replaceFirst("s$", "");
        if (amount.signum() <= 0) {
            return null;
        }
        LocalDateTime now = today.now();
        double count = amount.doubleValue();
        switch (one) {
            case "second", "minute", "min", "hour", "hr" -> {
                long seconds = Math.round(count * (one.startsWith("s") ? 1 : one.startsWith("m") ? 60 : 3600));
                LocalDateTime moment = now.atZone(today.zone()).plusSeconds(seconds).toLocalDateTime();
                return new Stretch(now, moment, Stretch.Grain.MOMENT, null, List.of(), null);
            }
            case "business day", "working day", "trading day" -> {
                LocalDate day = today.date();
                for (int left = (int) count; left > 0; ) {
                    day = day.plusDays(1);
                    left -= day.getDayOfWeek().getValue() < 6 ? 1 : 0;
                }
                return until(day, null, today).noting("Working days are Monday to Friday; public holidays aren't left"
                        + " out.");
            }
            case "weekend" -> {
                LocalDate sunday = today.date().with(TemporalAdjusters.nextOrSame(DayOfWeek.SUNDAY));
                return until(sunday.plusWeeks((long) Math.max(0, count - 1)), null, today);
            }
            default -> {
                return calendarSpan(count, one, today);
            }
        }
    }

    private static Stretch calendarSpan(double count, String one, Today today) {
        LocalDate day = today.date();
        int whole = (int) count;
        boolean half = count != whole;
        return switch (one) {
            case "day" -> add((int) Math.ceil(count), "days", day.plusDays((long) Math.ceil(count)), today);
            case "week" -> half ? until(day.plusDays(Math.round(count * 7)), null, today)
                    : add(whole, "weeks", day.plusWeeks(whole), today);
            case "fortnight" -> add(2 * Math.max(1, whole), "weeks", day.plusWeeks(2L * Math.max(1, whole)), today);
            case "month" -> half ? until(day.plusMonths(whole).plusDays(15), null, today)
                    : add(whole, "months", day.plusMonths(whole), today);
            case "quarter" -> add(whole, "quarters", day.plusMonths(3L * whole), today);
            case "year", "yr" -> half ? add((int) Math.round(count * 12), "months",
                    day.plusMonths(Math.round(count * 12)), today)
                    : add(whole, "years", day.plusYears(whole), today);
            case "decade" -> add((int) (count * 10), "years", day.plusYears((long) (count * 10)), today);
            case "century" -> add((int) (count * 100), "years", day.plusYears((long) (count * 100)), today);
            default -> null;
        };
    }

    private static Stretch add(int amount, String unit, LocalDate day, Today today) {
        return until(day, CalendarQuestion.add(amount, unit, today.date()), today);
    }

    private static Stretch until(LocalDate day, CalendarQuestion question, Today today) {
        return Stretch.of(today.date(), day, Stretch.Grain.SPAN, null, question);
    }

    private static Stretch named(Rule.Found found, Today today) {
        String which = found.group(1);
        int step = switch (which) {
            case "next", "the following" -> 1;
            case "last" -> -1;
            default -> 0;
        };
        if (which.equals("the coming")) {
            return span(BigDecimal.ONE, found.group(2), today);
        }
        boolean nearlyOver = which.equals("all") && found.group(2).equals("weekend")
                && today.date().getDayOfWeek() == DayOfWeek.SUNDAY;
        return unit(found.group(2), nearlyOver ? 1 : step, today);
    }

    private static Stretch unitEnd(Rule.Found found, Today today) {
        String unit = found.has(1) ? found.group(1) : found.has(3) ? found.group(3)
                : switch (found.group(2)) {
                    case "w" -> "week";
                    case "m" -> "month";
                    case "q" -> "quarter";
                    default -> "year";
                };
        return unit(unit, 0, today);
    }

    private static Stretch unit(String unit, int step, Today today) {
        LocalDate day = today.date();
        LocalDate monday = day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
        return switch (unit) {
            case "week" -> Stretch.week(monday.plusWeeks(step));
            case "weekend" -> weekend(monday.plusWeeks(step).plusDays(5));
            case "month" -> Stretch.month(YearMonth.from(day).plusMonths(step));
            case "quarter" -> {
                LocalDate then = day.plusMonths(3L * step);
                yield Stretch.quarter(then.getYear(), (then.getMonthValue() + 2) / 3);
            }
            case "half" -> Stretch.half(day.plusMonths(6L * step).getYear(),
                    day.plusMonths(6L * step).getMonthValue() < 7 ? 1 : 2);
            case "year" -> Stretch.year(day.getYear() + step);
            case "decade" -> Stretch.decade(day.getYear() / 10 * 10 + 10 * step);
            case "century" -> Stretch.of(LocalDate.of(day.getYear() / 100 * 100 + 100 * step + 1, 1, 1),
                    LocalDate.of(day.getYear() / 100 * 100 + 100 * step + 100, 12, 31), Stretch.Grain.DECADE, null,
                            null);
            default -> null;
        };
    }

    private static Stretch semester(Today today) {
        LocalDate end = LocalDate.of(today.year(), today.date().getMonthValue() > 7 ? 12 : 6, 20);
        LocalDate last = end.isBefore(today.date()) ? end.plusMonths(6) : end;
        return until(last, null, today).noting("It is taken to end on " + Dates.day(last) + ".");
    }

    private static Stretch weekend(LocalDate saturday) {
        Stretch weekend = Stretch.of(saturday, saturday.plusDays(1), Stretch.Grain.WEEK, null,
                CalendarQuestion.endOf("week", saturday));
        return weekend.noting("The weekend is Saturday and Sunday, " + Dates.between(saturday, saturday.plusDays(1))
                .replace("between ", "").replace(" and ", " to ") + ".");
    }

    private static Stretch weekday(Rule.Found found, Today today) {
        String which = found.has(1) ? found.group(1) : "";
        String name = found.group(2);
        String said = found.said();
        if (which.matches("every|each") || found.after(1).equals("s")) {
            return null;
        }
        boolean led = !which.isEmpty() || found.before(12).matches(".*\\b(?:on|by|before|until|till|come|for|after|due"
                + "|through) (?:the )?$");
        if (name.length() < 6 && !led || name.equals("sun") && which.isEmpty() && !found.before(4).endsWith("on ")) {
            return null;
        }
        DayOfWeek weekday = weekdayOf(name);
        LocalDate coming = today.date().with(TemporalAdjusters.next(weekday));
        if (which.equals("last")) {
            return Stretch.day(today.date().with(TemporalAdjusters.previous(weekday)));
        }
        if (which.equals("next")) {
            LocalDate nextMonday = today.date().with(TemporalAdjusters.next(DayOfWeek.MONDAY));
            LocalDate day = nextMonday.with(TemporalAdjusters.nextOrSame(weekday));
            LocalDate base = day.minusDays(1);
            Stretch stretch = withQuestion(Stretch.day(day), CalendarQuestion.nextWeekday(weekday, day.equals(coming)
                    ? today.date() : base));
            String dayName = capital(weekday.name().toLowerCase(Locale.ENGLISH));
            return stretch.noting(day.equals(coming)
                    ? "“" + capital(said) + "” is the coming " + dayName + ", " + Dates.day(day) + "."
                    : "“" + capital(said) + "” is read as the " + dayName + " of next week, " + Dates.day(day)
                    + ", not the coming one.");
        }
        Stretch stretch = withQuestion(Stretch.day(coming), CalendarQuestion.nextWeekday(weekday, today.date()));
        if (found.match().group().endsWith("morning")) {
            return part(found, stretch);
        }
        return today.date().getDayOfWeek() == weekday
                ? stretch.noting("As today is a " + capital(weekday.name().toLowerCase(Locale.ENGLISH))
                + " too, the next one is meant, "
                        + Dates.day(coming) + ".")
                : stretch;
    }

    private static Stretch withQuestion(Stretch stretch, CalendarQuestion question) {
        return new Stretch(stretch.first(), stretch.last(), stretch.grain(), stretch.name(), stretch.notes(), question);
    }

    private static DayOfWeek weekdayOf(String name) {
        for (DayOfWeek day : DayOfWeek.values()) {
            if (day.name().toLowerCase(Locale.ENGLISH).startsWith(name.substring(0, 3))) {
                return day;
            }
        }
        throw new java.time.DateTimeException(name);
    }

    private static String capital(String words) {
        return words.isEmpty() ? words : Character.toUpperCase(words.charAt(0)) + words.substring(1);
    }
}
