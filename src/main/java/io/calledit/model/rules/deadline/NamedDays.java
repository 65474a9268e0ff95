package io.calledit.model.rules.deadline;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.Month;
import java.time.Year;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/** Holidays and public events that people use as dates. */
final class NamedDays {

    // Diwali (Lakshmi Puja, Indian date) and Chinese New Year by the published almanacs; first days of Ramadan, Eid al-Fitr
    // and Eid al-Adha by the Umm al-Qura calendar (java.time.chrono.HijrahDate); the first evening of Hanukkah and Rosh
    // Hashanah by the arithmetic Hebrew calendar.
    private static final Map<Integer, String> DIWALI = table(2026, "11-08", "10-29", "10-17", "11-05", "10-26", "11-14",
            "11-02", "10-22", "11-10", "10-30");
    private static final Map<Integer, String> LUNAR_NEW_YEAR = table(2026, "02-17", "02-06", "01-26", "02-13", "02-03",
            "01-23", "02-11", "01-31", "02-19", "02-08");
    private static final Map<Integer, String> RAMADAN = table(2027, "02-08", "01-28", "01-16", "01-05");
    private static final Map<Integer, String> EID_AL_FITR = table(2027, "03-09", "02-26", "02-14", "02-04", "01-24",
            "01-14", "01-03", "12-12", "12-01");
    private static final Map<Integer, String> EID_AL_ADHA = table(2027, "05-16", "05-05", "04-24", "04-13", "04-02",
            "03-22", "03-12", "03-01", "02-19");
    private static final Map<Integer, String> HANUKKAH = table(2026, "12-04", "12-24", "12-12", "12-01", "12-20",
            "12-09", "11-27", "12-16", "12-06", "12-25");
    private static final Map<Integer, String> ROSH_HASHANAH = table(2026, "09-12", "10-02", "09-21", "09-10", "09-28",
            "09-18", "09-06", "09-24", "09-14", "10-04");

    private static final int IMMINENT = 45;

    private static final List<Rule> ALL = new ArrayList<>();

    static {
        day("christmas eve", "Christmas Eve", (year, today) -> LocalDate.of(year, 12, 24));
        day("(?:christmas|xmas)(?: day)?(?! (?:tree|market|movie|song|number|single|special|sales|shopping))",
                "Christmas", (year, today) -> LocalDate.of(year, 12, 25));
        day("boxing day", "Boxing Day", (year, today) -> LocalDate.of(year, 12, 26));
        day("(?:new year'?s eve|nye|hogmanay)", "New Year’s Eve", (year, today) -> LocalDate.of(year, 12, 31));
        day("(?<!chinese )(?<!lunar )(?:new year'?s day|new years?'?s?(?! eve| day| resolution))", "New Year’s Day",
                (year, today) -> LocalDate.of(year, 1, 1));
        day("thanksgiving(?: day)?", "Thanksgiving", (year, today) -> thanksgiving(year, today));
        day("black friday", "Black Friday", (year, today) -> nth(year, 11, DayOfWeek.THURSDAY, 4).plusDays(1));
        day("cyber monday", "Cyber Monday", (year, today) -> nth(year, 11, DayOfWeek.THURSDAY, 4).plusDays(4));
        day("hallowe'?en", "Halloween", (year, today) -> LocalDate.of(year, 10, 31));
        day("(?:bonfire|guy fawkes) night", "Bonfire Night", (year, today) -> LocalDate.of(year, 11, 5));
        day("valentine'?s?(?:'? day)?", "Valentine’s Day", (year, today) -> LocalDate.of(year, 2, 14));
        day("st\\.? patrick'?s day", "St Patrick’s Day", (year, today) -> LocalDate.of(year, 3, 17));
        day("april fools?'?(?: day)?", "April Fools’ Day", (year, today) -> LocalDate.of(year, 4, 1));
        day("tax day", "Tax Day", (year, today) -> LocalDate.of(year, 4, 15));
        day("juneteenth", "Juneteenth", (year, today) -> LocalDate.of(year, 6, 19));
        day("(?:(?:the )?(?:fourth|4th) of july|july (?:4th|fourth)|independence day)", "Independence Day", (year,
                today) -> LocalDate.of(year, 7, 4));
        day("bastille day", "Bastille Day", (year, today) -> LocalDate.of(year, 7, 14));
        day("(?:veterans|remembrance|armistice) day", "11 November", (year, today) -> LocalDate.of(year, 11, 11));
        day("labou?r day", "Labor Day", (year, today) -> nth(year, 9, DayOfWeek.MONDAY, 1));
        day("memorial day", "Memorial Day", (year, today) ->
                LocalDate.of(year, 5, 31).with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY)));
        day("(?:martin luther king|mlk)(?: jr\\.?)? day", "Martin Luther King Day", (year, today) ->
                nth(year, 1, DayOfWeek.MONDAY, 3));
        day("presidents'? day", "Presidents’ Day", (year, today) -> nth(year, 2, DayOfWeek.MONDAY, 3));
        day("groundhog day", "Groundhog Day", (year, today) -> LocalDate.of(year, 2, 2));
        day("australia day", "Australia Day", (year, today) -> LocalDate.of(year, 1, 26));
        day("anzac day", "Anzac Day", (year, today) -> LocalDate.of(year, 4, 25));
        day("canada day", "Canada Day", (year, today) -> LocalDate.of(year, 7, 1));
        day("mother'?s'? day", "Mother’s Day", (year, today) -> today.region() == Region.GB
                || today.region() == Region.IE
                ? easter(year).minusDays(21) : nth(year, 5, DayOfWeek.SUNDAY, 2));
        day("father'?s'? day", "Father’s Day", (year, today) -> today.region() == Region.AU
                || today.region() == Region.NZ
                ? nth(year, 9, DayOfWeek.SUNDAY, 1) : nth(year, 6, DayOfWeek.SUNDAY, 3));
        day("good friday", "Good Friday", (year, today) -> easter(year).minusDays(2));
        day("easter monday", "Easter Monday", (year, today) -> easter(year).plusDays(1));
        day("easter(?: sunday)?(?! egg| island)", "Easter Sunday", (year, today) -> easter(year));
        day("mardi gras", "Mardi Gras", (year, today) -> easter(year).minusDays(47));
        day("pentecost|whit sunday", "Pentecost", (year, today) -> easter(year).plusDays(49));
        day("(?:diwali|deepavali)", "Diwali", (year, today) -> listed(DIWALI, year));
        day("(?:chinese|lunar) new year", "Chinese New Year", (year, today) -> listed(LUNAR_NEW_YEAR, year));
        day("eid al[- ]adha", "Eid al-Adha", (year, today) -> listed(EID_AL_ADHA, year));
        day("eid(?: al[- ]fitr)?", "Eid al-Fitr", (year, today) -> listed(EID_AL_FITR, year));
        day("rosh hashanah?", "Rosh Hashanah", (year, today) -> listed(ROSH_HASHANAH, year));
        span("c?hanukk?ah", "Hanukkah", (year, today) -> listed(HANUKKAH, year), 8);
        span("ramadan", "Ramadan", (year, today) -> listed(RAMADAN, year), 29);
        day("leap day", "Leap Day", (year, today) -> Year.isLeap(year) ? LocalDate.of(year, 2, 29) : null);
        day("(?:us |u\\.s\\. )?inauguration day", "Inauguration Day", (year, today) -> year % 4 == 1
                ? LocalDate.of(year, 1, 20) : null);
        event("(?:trump'?s?|president's|(?<=\\btrump .{0,60})(?:his|the)) (?:full |second |current )?(?:term"
                + "|presidency)(?: ends| is over| is up)?",
                "the presidential term", (year, today) -> year % 4 == 1 ? LocalDate.of(year, 1, 20) : null);
        // The term that began on 14 May 2022 lasts five years.
        event("(?:macron'?s?|(?<=\\bmacron .{0,60})his) (?:full |second |current )?(?:term|presidency)(?: ends| is"
                + " over| is up)?",
                "Macron’s term", (year, today) -> year == 2027 ? LocalDate.of(2027, 5, 13) : null);
        event("super ?bowl(?: [lxvi]+)?", "the Super Bowl", (year, today) -> nth(year, 2, DayOfWeek.SUNDAY, 2));
        // Held by the end of the term that began on 14 May 2022, every five years.
        event("french (?:presidential )?election", "the French presidential election", (year, today) -> year % 5 == 2
                ? LocalDate.of(year, 5, 13) : null);
        event("(?<![a-z]{3}(?:an|sh|ch|nd|ian|ese|ine|ish) )(?:us |u\\.s\\. |american )?presidential election|race for"
                + " the white house", "the US presidential election", (year, today) ->
                year % 4 == 0 ? electionDay(year) : null);
        event("(?:us |u\\.s\\. )?mid-?terms?(?: elections?)?", "the US midterms", (year, today) -> year % 4 == 2
                ? electionDay(year) : null);
        // No later than five years after the parliament elected on 4 July 2024 first met, plus 25 working days.
        event("(?:uk|british) (?:general )?election", "the UK general election", (year, today) -> year == 2029
                ? LocalDate.of(2029, 8, 15) : null);
        // Latest days by law: five years in Britain, Canada's fixed date, 48 months in Germany, five years in Turkey.
        event("(?<=\\b(?:labour|tory|tories|conservatives|lib dems|reform|farage|starmer|badenoch"
                + "|snp)\\b.{0,60})(?:the )?next (?:general |uk )?election",
                "the UK general election", (year, today) -> year == 2029 ? LocalDate.of(2029, 8, 15) : null);
        event("next general election", "the general election", (year, today) ->
                today.region() == Region.GB && year == 2029 ? LocalDate.of(2029, 8, 15) : null);
        event("next canadian (?:federal )?election", "the Canadian election", (year, today) -> year == 2029
                ? LocalDate.of(2029, 10, 15) : null);
        event("next german (?:federal )?election", "the German election", (year, today) -> year == 2029
                ? LocalDate.of(2029, 3, 25) : null);
        event("next turkish (?:presidential |general )?election", "the Turkish election", (year, today) -> year == 2028
                ? LocalDate.of(2028, 5, 31) : null);
        event("spring break", "spring break", (year, today) -> LocalDate.of(year, 3, 31));
        event("boxing day test(?: match)?", "the Boxing Day Test", 5, (year, today) -> LocalDate.of(year, 12, 30));
        event("election day", "Election Day", (year, today) -> electionDay(year));
        event("winter olympics?(?: games)?", "the Winter Olympics", 17, (year, today) -> year == 2030
                ? LocalDate.of(2030, 2, 17)
                : year % 4 == 2 ? LocalDate.of(year, 2, 28) : null);
        event("(?:(?:summer )?olympics?(?: games)?|los angeles games)", "the Olympics", 17, (year, today) ->
                year == 2028 ? LocalDate.of(2028, 7, 30)
                : year % 4 == 0 ? LocalDate.of(year, 8, 31) : null);
        event("women's world cup", "the Women’s World Cup", 32, (year, today) -> year == 2027
                ? LocalDate.of(2027, 7, 25)
                : year % 4 == 3 ? LocalDate.of(year, 8, 31) : null);
        event("rugby world cup", "the Rugby World Cup", 44, (year, today) -> year == 2027 ? LocalDate.of(2027, 11, 13)
                : year % 4 == 3 ? LocalDate.of(year, 11, 30) : null);
        event("cricket world cup", "the Cricket World Cup", (year, today) -> year % 4 == 3 ? LocalDate.of(year, 11, 30)
                : null);
        event("(?:fifa )?world cup(?: final)?", "the World Cup", 44, (year, today) -> year == 2030
                ? LocalDate.of(2030, 7, 21)
                : year % 4 == 2 ? LocalDate.of(year, 7, 31) : null);
        event("(?:uefa )?(?:euros|european championships?|euro(?= 20\\d\\d))", "the European Championship", 31, (year,
                today) -> year == 2028 ? LocalDate.of(2028, 7, 9)
                : year % 4 == 0 ? LocalDate.of(year, 7, 31) : null);
        event("world series", "the World Series", (year, today) -> LocalDate.of(year, 11, 10));
        event("nba finals|stanley cup(?: finals?)?", "the finals", (year, today) -> LocalDate.of(year, 6, 30));
        event("march madness|final four", "the college tournament", (year, today) -> LocalDate.of(year, 4, 10));
        event("kentucky derby", "the Kentucky Derby", (year, today) -> nth(year, 5, DayOfWeek.SATURDAY, 1));
        event("indy(?:anapolis)? 500", "the Indianapolis 500", (year, today) -> LocalDate.of(year, 5, 31));
        event("tour de france", "the Tour de France", 23, (year, today) -> LocalDate.of(year, 7, 31));
        event("wimbledon", "Wimbledon", 14, (year, today) -> LocalDate.of(year, 7, 18));
        event("australian open", "the Australian Open", 14, (year, today) -> LocalDate.of(year, 1, 31));
        event("french open|roland garros", "the French Open", 14, (year, today) -> LocalDate.of(year, 6, 14));
        event("us open", "the US Open", 14, (year, today) -> LocalDate.of(year, 9, 20));
        event("the masters(?: tournament)?", "the Masters", (year, today) -> LocalDate.of(year, 4, 15));
        event("(?:new york(?: city)?|nyc) marathon", "the New York marathon", (year, today) ->
                nth(year, 11, DayOfWeek.SUNDAY, 1));
        event("boston marathon", "the Boston marathon", (year, today) -> nth(year, 4, DayOfWeek.MONDAY, 3));
        event("london marathon", "the London marathon", (year, today) ->
                LocalDate.of(year, 4, 30).with(TemporalAdjusters.previousOrSame(DayOfWeek.SUNDAY)));
        event("ryder cup", "the Ryder Cup", (year, today) -> year % 2 == 1 ? LocalDate.of(year, 9, 30) : null);
        event("(?:fa cup|champions league|europa league) final", "the final", (year, today) ->
                LocalDate.of(year, 6, 7));
        event("champions league|europa league", "the competition", (year, today) -> LocalDate.of(year, 6, 7));
        event("eurovision(?: song contest)?", "Eurovision", (year, today) -> LocalDate.of(year, 5, 31));
        event("(?:the )?(?:oscars?|academy awards?)", "the Academy Awards", (year, today) -> LocalDate.of(year, 3, 31));
        event("grammys?(?: awards?)?", "the Grammys", (year, today) -> LocalDate.of(year, 2, 28));
        event("golden globes?", "the Golden Globes", (year, today) -> LocalDate.of(year, 1, 20));
        event("emmys?(?: awards?)?", "the Emmys", (year, today) -> LocalDate.of(year, 9, 30));
        event("ballon d'or", "the Ballon d’Or", (year, today) -> LocalDate.of(year, 10, 31));
        event("nobel(?: peace)? prize", "the Nobel Prizes", (year, today) -> LocalDate.of(year, 10, 15));
        event("heisman(?: trophy)?", "the Heisman Trophy", (year, today) -> LocalDate.of(year, 12, 20));
        event("man of the year|person of the year", "the announcement", (year, today) -> LocalDate.of(year, 12, 20));
    }

    static final List<Rule> RULES = List.copyOf(ALL);

    private NamedDays() {
    }

    private static void day(String name, String label, BiFunction<Integer, Today, LocalDate> dayOf) {
        span(name, label, dayOf, 1);
    }

    private static void span(String name, String label, BiFunction<Integer, Today, LocalDate> dayOf, int days) {
        ALL.add(Rule.rolling("\\b(?:(\\d{4}|next|this|last) )?(?:" + name + ")(?:,? (?:of |in )?(\\d{4}|next year|this"
                + " year)\\b)?(?![a-z])",
                (found, today) -> occurrence(found, today, label, dayOf, days, Stretch.Grain.DAY)));
    }

    /** An event that is decided on one day, with no longer run-up. */
    private static void event(String name, String label, BiFunction<Integer, Today, LocalDate> lastDayOf) {
        event(name, label, 1, lastDayOf);
    }

    /** An event that runs for some days and is decided on the last. */
    private static void event(String name, String label, int days, BiFunction<Integer, Today, LocalDate> dayOf) {
        ALL.add(Rule.rolling("\\b(?:(\\d{4}|next|this|last|this year's|next year's) )?(?:" + name
                + ")(?:,? (?:of |in )?(\\d{4}|next year|this year)\\b)?(?![a-z])",
                (found, today) -> occurrence(found, today, label, dayOf, days, Stretch.Grain.EVENT)));
    }

    private static Stretch occurrence(Rule.Found found, Today today, String label,
            BiFunction<Integer, Today, LocalDate> dayOf, int days, Stretch.Grain grain) {
        String which = found.has(1) ? found.group(1) : found.has(2) ? found.group(2) : "";
        LocalDate day;
        if (which.matches("\\d{4}")) {
            day = dayOf.apply(Integer.parseInt(which), today);
        } else if (which.startsWith("next year")) {
            day = dayOf.apply(today.year() + 1, today);
        } else if (which.equals("last")) {
            day = dayOf.apply(today.year() - 1, today);
        } else {
            day = coming(today, dayOf, grain == Stretch.Grain.EVENT ? 1 : days);
            boolean imminent = day != null && grain != Stretch.Grain.EVENT
                    && day.isBefore(today.date().plusDays(IMMINENT));
            if (which.equals("next") && imminent) {
                // Who means the one that is only weeks away says "this".
                day = coming(today.on(day.plusDays(days)), dayOf, days);
            }
        }
        if (day == null) {
            return null;
        }
        boolean isEvent = grain == Stretch.Grain.EVENT;
        Stretch stretch = Stretch.of(isEvent ? day.minusDays(days - 1L) : day, isEvent ? day
                : day.plusDays(days - 1L), grain, label,
                CalendarQuestion.endOf("day", isEvent ? day : day.plusDays(days - 1L)));
        String year = day.getYear() + "";
        String plain = capital(label) + (label.contains(year) ? "" : " " + year);
        return stretch.noting(isEvent ? plain + " is taken to be decided by " + Dates.day(day) + "."
                : days > 1 ? plain + " is taken to run from " + Dates.day(day) + " to "
                + Dates.day(day.plusDays(days - 1L)) + "."
                : plain + " is " + Dates.day(day) + ".");
    }

    private static LocalDate coming(Today today, BiFunction<Integer, Today, LocalDate> dayOf, int days) {
        for (int year = today.year(); year < today.year() + 9; year++) {
            LocalDate day = dayOf.apply(year, today);
            if (day != null && !day.plusDays(days - 1L).isBefore(today.date())) {
                return day;
            }
        }
        return null;
    }

    /** The Tuesday after the first Monday of November. */
    static LocalDate electionDay(int year) {
        return nth(year, 11, DayOfWeek.MONDAY, 1).plusDays(1);
    }

    private static LocalDate thanksgiving(int year, Today today) {
        return today.region() == Region.CA ? nth(year, 10, DayOfWeek.MONDAY, 2) : nth(year, 11, DayOfWeek.THURSDAY, 4);
    }

    private static LocalDate nth(int year, int month, DayOfWeek weekday, int ordinal) {
        return LocalDate.of(year, Month.of(month), 1).with(TemporalAdjusters.dayOfWeekInMonth(ordinal, weekday));
    }

    /** Western Easter Sunday by the anonymous Gregorian computus. */
    static LocalDate easter(int year) {
        int a = year % 19;
        int b = year / 100;
        int c = year % 100;
        int d = (19 * a + b - b / 4 - (b - (b + 8) / 25 + 1) / 3 + 15) % 30;
        int e = (32 + 2 * (b % 4) + 2 * (c / 4) - d - c % 4) % 7;
        int f = d + e - 7 * ((a + 11 * d + 22 * e) / 451) + 114;
        return LocalDate.of(year, f / 31, f % 31 + 1);
    }

    private static LocalDate listed(Map<Integer, String> days, int year) {
        String day = days.get(year);
        return day == null ? null : LocalDate.parse(year + "-" + day);
    }

    private static Map<Integer, String> table(int firstYear, String... days) {
        Map<Integer, String> table = new HashMap<>();
        for (int i = 0; i < days.length; i++) {
            table.put(firstYear + i, days[i]);
        }
        return Map.copyOf(table);
    }

    private static String capital(String words) {
        return Character.toUpperCase(words.charAt(0)) + words.substring(1);
    }
}
