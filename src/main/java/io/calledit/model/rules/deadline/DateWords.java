package io.calledit.model.rules.deadline;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.Month;
import java.time.MonthDay;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Dates that stand on the calendar: days, months, quarters, halves, years, decades. */
final class DateWords {

    static final String MONTH = "(january|february|march|april|may|june|july|august|september|october|november|december"
            + "|jan|feb|mar|apr|jun|jul|aug|sept|sep|oct|nov|dec)";
    private static final int LONGEST_MONTH = 31;
    private static final String YEAR = "(\\d{4}|'\\d{2}|next year|this year)";
    private static final Pattern LEADS_A_MONTH = Pattern.compile(
            "(?:\\b(?:in|by|before|until|till|through|during|of|next|this|last|early|mid|late|since|after|for|from|come|around|end|to"
                    + "|and|or|starting|ending|sometime in)|mid-|early-|late-)[ -]?$");
    private static final Pattern LEADS_A_YEAR = Pattern.compile(
            "(?:\\b(?:in|by|before|until|till|through|during|of|end|early|mid|late|since|after|year|than|from|over|come"
                    + "|around|throughout|within|through to|and|for|on|fy|ends?|to|calendar|pre)|mid-|early-|late-"
                    + "|pre-)[ -]?$");
    private static final Pattern LEADS_AN_AMOUNT = Pattern.compile(
            "\\b(?:rise|rises|grow|grows|increase|increases|fall|falls|drop|drops|up|down|decline|declines|decrease|decreases|gain"
                    + "|gains|lose|loses|improve|improves|expand|shrink|slip|jump|beat|cut|raise|win|wins|than"
                    + "|reduced|raised|exceed|surpass|more|above|below|under) (?:by|than|of|to|in) $");
    private static final Pattern COUNTED = Pattern.compile(
            "^[ -]?(?:points?|dollars?|euros?|pounds?|usd|eur|gbp|yen|people|users?|subscribers?|followers?|steps?|miles?|km|k\\b|kg"
                    + "|kilometers|kilometres|meters|metres|m\\b|times|votes?|seats?|jobs?|days?|weeks?|months?|years?"
                    + "|hours?"
                    + "|minutes?|words?|pages?|books?|calories|goals?|runs?|yards|units?|cars?|copies|customers?|sales"
                    + "|homes|mm|cm"
                    + "|ft|feet|lbs?|percent|million|billion|trillion|stars?|downloads?|deaths?|cases?|tons?|tonnes"
                    + "|watts?|mw"
                    + "|gw|employees|players|members|signups|orders|views|likes|%)");
    private static final Pattern HELD_IN_A_YEAR = Pattern.compile(
            "^ (?:[a-z']+ ){0,3}?(?:olympics?|games|world cup|elections?|season|oscars|academy awards|grammys|emmys|midterms?"
                    + "|super bowl|world series|finals?|championships?|tour|open|masters|grand prix|race|draft"
                    + "|playoffs|eurovision"
                    + "|budget|census|summit|primary|primaries|presidential|general|copa|ryder cup|tournament|ceremony"
                    + "|awards?"
                    + "|festival|conference|federal|title|title race|wimbledon|nominees?|nomination|ballon d'or|world"
                    + "|election|calendar year|fiscal year)\\b");

    static final List<Rule> RULES = List.of(
            Rule.fixed("(?<![\\d-])(\\d{4})-(\\d{1,2})-(\\d{1,2})(?:[t ](\\d{2}:\\d{2})(:\\d{2})?(z"
                    + "|[+-]\\d{2}:?\\d{2})?)?(?![\\d-])",
                    DateWords::iso),
            Rule.fixed("(?<![\\d/.-])(\\d{4})[/.](\\d{1,2})[/.](\\d{1,2})(?![\\d/-])",
                    (found, today) -> day(found.number(1), found.number(2), found.number(3))),
            Rule.fixed("(?<![\\d/.-])(\\d{1,2})([/.-])(\\d{1,2})\\2(\\d{4}|\\d{2})(?![\\d/-])", (found, today) ->
                    numeric(found.number(1), found.number(3), year(found.group(4)), today)),
            Rule.rolling("(?<=\\b(?:by|on|before|until|till|after|due|than) )(\\d{1,2})/(\\d{1,2})(?![\\d/%])",
                    (found, today) -> numericThisYear(found, today)),
            Rule.rolling("\\b(?:the )?(\\d{1,2})(?:st|nd|rd|th)?(?: day)?(?: of)?[ -]" + MONTH
                    + "\\b\\.?(?:[ -]?,? ?(?:of )?" + YEAR + "\\b)?",
                    (found, today) -> dayAndMonth(found.number(1), found.group(2), found.group(3), today)),
            Rule.rolling("\\b" + MONTH + "\\.? (?:the )?(\\d{1,2})(?:st|nd|rd|th)?(?![\\d:%,.]\\d|\\d|:|%)(?:,? (?:of"
                    + " )?" + YEAR + "\\b)?",
                    (found, today) -> dayAndMonth(found.number(2), found.group(1), found.group(3), today)),
            Rule.fixed("\\b" + MONTH + "\\.?,? (?:of )?" + YEAR + "(?![\\d,]\\d|\\d)",
                    (found, today) -> Stretch.month(YearMonth.of(year(found.group(2), today), month(found.group(1))))),
            Rule.rolling("\\b(?:(next|this|last) )?" + MONTH + "\\b", DateWords::monthAlone),
            Rule.rolling("(?<=\\b(?:by|on|before|until) )the (\\d{1,2})(?:st|nd|rd|th)(?: of (this|next|the)"
                    + " month)?(?= *(?:$|[.,;!?]))",
                    DateWords::dayOfMonth),
            Rule.rolling("\\b(?:q([1-4])|(first|second|third|fourth|last|1st|2nd|3rd|4th) quarter)(?:,?[ -]?(?:of"
                    + " )?(?:the )?"
                    + "(?:fiscal |calendar )?" + YEAR + ")?\\b", DateWords::quarter),
            Rule.rolling("\\b(?:h([12])|(first|second|1st|2nd) half)(?:,?[ -]?of)?(?: the)? ?" + YEAR + "\\b",
                    DateWords::half),
            Rule.rolling("\\bh([12])\\b()()", DateWords::half),
            Rule.fixed("\\b(?:eoy|year[- ]end|end of (?:the )?year),? (?:of |in )?(\\d{4})\\b", (found, today) ->
                    Stretch.year(found.number(1))),
            Rule.fixed("\\b(?:fy ?|fiscal (?:year )?)'?(\\d{4}|\\d{2})\\b", (found, today) ->
                    Stretch.year(year(found.group(1)))
                    .noting("The fiscal year is taken to be the calendar year.")),
            Rule.fixed("\\b(20\\d{2}) ?[/-] ?(\\d{2}|20\\d{2})(?: season)?\\b(?![/-])", (found, today) ->
                    seasonOfYears(found.number(1), found.group(2), today)),
            Rule.fixed("\\bthe (\\d{4}|\\d{2})'?s\\b", (found, today) -> decade(found.group(1))),
            Rule.fixed("(?<![\\d.,$€£¥#/:+])(?<!\\d-)(?:the year |year )?(\\d{4})(?![\\d%:/]|[.,-]\\d|'?s\\b)",
                    DateWords::year));

    private DateWords() {
    }

    private static Stretch iso(Rule.Found found, Today today) {
        Stretch day = day(found.number(1), found.number(2), found.number(3));
        if (!found.has(4)) {
            return day;
        }
        LocalDateTime moment = day.first().toLocalDate().atTime(LocalTime.parse(found.group(4)));
        if (found.has(6)) {
            String offset = found.group(6).toUpperCase(Locale.ROOT);
            moment = moment.atZone(ZoneId.of(offset)).withZoneSameInstant(today.zone()).toLocalDateTime();
        }
        return new Stretch(moment, moment, Stretch.Grain.MOMENT, null, day.notes(), null);
    }

    private static Stretch numeric(int a, int b, int year, Today today) {
        boolean monthFirst = b > 12 || a <= 12 && today.region() == Region.US;
        Stretch stretch = monthFirst ? day(year, a, b) : day(year, b, a);
        return a <= 12 && b <= 12 && a != b
                ? stretch.noting("The numeric date is read " + (monthFirst ? "month first" : "day first")
                        + ", as is usual in this time zone: " + Dates.day(stretch.first().toLocalDate()) + ".")
                : stretch;
    }

    private static Stretch numericThisYear(Rule.Found found, Today today) {
        int a = found.number(1);
        int b = found.number(2);
        boolean monthFirst = b > 12 || a <= 12 && today.region() == Region.US;
        Stretch coming = coming(Month.of(monthFirst ? a : b), monthFirst ? b : a, today);
        return numeric(a, b, coming.first().getYear(), today);
    }

    private static Stretch dayAndMonth(int day, String monthName, String year, Today today) {
        Month month = month(monthName);
        return year == null ? coming(month, day, today) : day(year(year, today), month.getValue(), day);
    }

    /** The next such day; where the month never has it, the last day of that month. */
    private static Stretch coming(Month month, int day, Today today) {
        if (day <= month.maxLength()) {
            return Stretch.day(today.coming(MonthDay.of(month, day)));
        }
        if (day > LONGEST_MONTH) {
            throw new DateTimeException("Without a year, " + day + " beside a month is more likely an amount than a day");
        }
        return day(today.coming(month).getYear(), month.getValue(), day);
    }

    /** A day of a month; one past the month's end is read as its last day, and said to be. */
    private static Stretch day(int year, int month, int day) {
        YearMonth in = YearMonth.of(year, month);
        if (day <= in.lengthOfMonth()) {
            return Stretch.day(in.atDay(day));
        }
        String name = day + " " + (day <= in.getMonth().maxLength() ? Dates.month(in) : Dates.month(in).split(" ")[0]);
        return Stretch.day(in.atEndOfMonth())
                .noting("There is no " + name + "; " + Dates.day(in.atEndOfMonth()) + ", the last day of that month, is meant.");
    }

    private static Stretch monthAlone(Rule.Found found, Today today) {
        String name = found.group(2);
        boolean led = found.has(1) || LEADS_A_MONTH.matcher(found.before(14)).find();
        boolean mayBeAnotherWord = name.equals("may") || name.equals("march") || name.length() < 4;
        if (mayBeAnotherWord && !led) {
            return null;
        }
        if (name.length() < 4 && !name.equals("may")
                && !Character.isUpperCase(found.words().said().charAt(found.match().start(2)))
                && !name.matches("jan|feb|apr|jun|jul|aug|sep|oct|nov|dec")) {
            return null;
        }
        Month month = month(name);
        YearMonth coming = today.coming(month);
        if ("last".equals(found.group(1))) {
            YearMonth past = YearMonth.from(today.date()).minusMonths(1);
            while (past.getMonth() != month) {
                past = past.minusMonths(1);
            }
            return Stretch.month(past);
        }
        if ("next".equals(found.group(1)) && coming.getYear() == today.year()) {
            return Stretch.month(coming.plusYears(1))
                    .noting("“Next " + Dates.month(coming).split(" ")[0] + "” is read as the one of next year, not of"
                    + " this year.");
        }
        return Stretch.month(coming);
    }

    private static Stretch dayOfMonth(Rule.Found found, Today today) {
        YearMonth month = YearMonth.from(today.date());
        if (found.number(1) < 1 || found.number(1) > LONGEST_MONTH) {
            return null;
        }
        if (found.has(2)) {
            YearMonth named = "next".equals(found.group(2)) ? month.plusMonths(1) : month;
            boolean over = named.atDay(Math.min(found.number(1), named.lengthOfMonth())).isBefore(today.date());
            if (!over) {
                return day(named.getYear(), named.getMonthValue(), found.number(1));
            }
        }
        while (!month.isValidDay(found.number(1)) || month.atDay(found.number(1)).isBefore(today.date())) {
            month = month.plusMonths(1);
        }
        return Stretch.day(month.atDay(found.number(1)));
    }

    private static Stretch quarter(Rule.Found found, Today today) {
        int quarter = found.has(1) ? found.number(1) : ordinal(found.group(2));
        if (found.has(3)) {
            return Stretch.quarter(year(found.group(3), today), quarter);
        }
        if (!found.has(1) && found.before(20).matches(".*\\b(?:in|by|of|the) (?:the )?$") == false) {
            return null;
        }
        Stretch thisYear = Stretch.quarter(today.year(), quarter);
        return thisYear.last().isBefore(today.now()) ? Stretch.quarter(today.year() + 1, quarter) : thisYear;
    }

    private static Stretch half(Rule.Found found, Today today) {
        int half = found.has(1) ? found.number(1) : ordinal(found.group(2));
        if (found.has(3) && !found.group(3).isEmpty()) {
            return Stretch.half(year(found.group(3), today), half);
        }
        Stretch thisYear = Stretch.half(today.year(), half);
        return thisYear.last().isBefore(today.now()) ? Stretch.half(today.year() + 1, half) : thisYear;
    }

    private static Stretch seasonOfYears(int first, String second, Today today) {
        int last = second.length() == 4 ? Integer.parseInt(second) : first / 100 * 100 + Integer.parseInt(second);
        if (last <= first || last > first + 10) {
            return null;
        }
        MonthDay ends = today.setting().seasonEnds();
        LocalDate end = (ends == null ? MonthDay.of(12, 31) : ends).atYear(last);
        return Stretch.of(LocalDate.of(first, 7, 1), end, Stretch.Grain.EVENT, first + "–" + last, null)
                .noting(ends == null ? first + "–" + last + " is taken to end on " + Dates.day(end) + "."
                        : "The " + first + "–" + last + " season is taken to be over by " + Dates.day(end) + ".");
    }

    private static Stretch decade(String digits) {
        int year = digits.length() == 4 ? Integer.parseInt(digits) : 2000 + Integer.parseInt(digits);
        return year % 10 == 0 && year >= 1900 ? Stretch.decade(year) : null;
    }

    private static Stretch year(Rule.Found found, Today today) {
        int year = found.number(1);
        boolean saysYear = found.match().group().contains("year");
        String before = found.before(24);
        String after = found.after(60);
        boolean soon = year >= today.year() && year <= today.year() + 60 && before.matches(".* (?:by|in) $");
        if (year < 1900 || LEADS_AN_AMOUNT.matcher(before).find() && !saysYear && !soon
                || COUNTED.matcher(after).find()) {
            return null;
        }
        boolean led = saysYear || LEADS_A_YEAR.matcher(before).find();
        if (year > 2199) {
            return saysYear || before.matches(".*\\b(?:in|by|before|until|of) (?:the )?$") ? Stretch.year(year) : null;
        }
        if (HELD_IN_A_YEAR.matcher(after).find()) {
            Stretch event = Stretch.year(year);
            return new Stretch(event.first(), event.last(), Stretch.Grain.EVENT, event.name(),
                    List.of("“" + year + "” is taken to mean by the end of that year at the latest."),
                            event.question());
        }
        boolean closes = after.isBlank() || after.matches("^ *[.,;!?)].*");
        boolean named = before.matches(".*(?:world cup|euro|expo|season|class of|summer|winter|spring|autumn|fall"
                + "|olympics|election) $");
        boolean subject = before.matches("(?:.*[.,;:] )?(?:will |so |and )?")
                && after.matches(" (?:will|be|is|to be|won't)\\b.*");
        boolean nearby = year >= today.year() - 30 && year <= today.year() + 60;
        boolean amount = before.matches(".*\\b(?:reach|hit|at|above|below|over|under|to|top|exceed|least|most|than) $");
        if (led && !amount || named || subject && nearby || closes && nearby && !amount
                && before.matches(".*[,a-z)] ?$")) {
            return Stretch.year(year);
        }
        return null;
    }

    private static int ordinal(String word) {
        return switch (word) {
            case "first", "1st" -> 1;
            case "second", "2nd" -> 2;
            case "third", "3rd" -> 3;
            default -> 4;
        };
    }

    static int year(String digits) {
        String bare = digits.replace("'", "");
        return bare.length() == 2 ? 2000 + Integer.parseInt(bare) : Integer.parseInt(bare);
    }

    static int year(String words, Today today) {
        return switch (words) {
            case "next year" -> today.year() + 1;
            case "this year" -> today.year();
            default -> year(words);
        };
    }

    static Month month(String name) {
        int index = List.of("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
                .indexOf(name.substring(0, 3));
        return Month.of(index + 1);
    }
}
