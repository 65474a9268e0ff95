package io.calledit.model.rules.deadline;

import java.time.LocalDate;
import java.time.MonthDay;
import java.util.List;

/** Seasons of the year, by the hemisphere of the person's time zone, and seasons of a sport. */
final class Seasons {

    static final List<Rule> RULES = List.of(
            Rule.rolling("\\b(?:(this|next|the|last|every) (?:coming )?)?(spring|summer|autumn|fall|winter)(?: of)?(?:"
                    + " (\\d{4})(?:[/-](\\d{2,4}))?| (next year|this year))?(?:'s)?\\b",
                    Seasons::ofTheYear),
            Rule.fixed("\\b(this|next|the current|the coming|the|the regular|regular|last|his rookie|their) (?:regular"
                    + " )?season\\b(?! (?:\\d|premiere|finale|opener))",
                    Seasons::ofASport),
            Rule.fixed("\\bseason'?s? end\\b()", Seasons::ofASport));

    private Seasons() {
    }

    private static Stretch ofTheYear(Rule.Found found, Today today) {
        String which = found.has(1) ? found.group(1) : "";
        String name = found.group(2);
        boolean dated = found.has(3) || found.has(5);
        boolean led = found.before(14).matches(".*(?:\\b(?:in|by|before|until|of|during|early|mid|late|come|through)"
                + "|mid-) ?(?:the )?$");
        if (!dated && which.isEmpty() && !led || name.equals("fall")
                && found.before(6).matches(".*(?:will|to|may) $")) {
            return null;
        }
        if (which.equals("the") && !dated && !led || which.equals("every")) {
            return null;
        }
        int index = switch (name) {
            case "spring" -> 0;
            case "summer" -> 1;
            case "winter" -> 3;
            default -> 2;
        };
        int firstMonth = (3 + 3 * index + (today.southern() ? 6 : 0) - 1) % 12 + 1;
        int year = today.year();
        if (found.has(3)) {
            year = found.number(3);
        } else if (found.has(5)) {
            year += found.group(5).startsWith("next") ? 1 : 0;
        } else {
            LocalDate running = LocalDate.of(year - 1, firstMonth, 1);
            year = !running.plusMonths(3).isAfter(today.date()) ? year : year - 1;
            if (!LocalDate.of(year, firstMonth, 1).plusMonths(3).isAfter(today.date())) {
                year++;
            }
            year += which.equals("next") && LocalDate.of(year, firstMonth, 1).getYear() <= today.year() ? 1 : 0;
            year -= which.equals("last") ? 1 : 0;
        }
        LocalDate first = LocalDate.of(year, firstMonth, 1);
        LocalDate last = first.plusMonths(3).minusDays(1);
        String label = name + " " + (first.getYear() == last.getYear() ? "" + year
                : year + "–" + (last.getYear() % 100));
        Stretch stretch = Stretch.of(first, last, Stretch.Grain.SEASON, label, CalendarQuestion.endOf("month", last));
        return stretch.noting("The " + label + " is taken as the " + (today.southern() ? "southern"
                : "northern") + " hemisphere’s, "
                + Dates.day(first) + " to " + Dates.day(last) + ".");
    }

    private static Stretch ofASport(Rule.Found found, Today today) {
        String which = found.group(1);
        if (which.equals("the") && !found.before(14).matches(".*\\b(?:of|in|by|before|through|throughout|until|during)"
                + " $")) {
            return null;
        }
        MonthDay starts = today.setting().seasonStarts();
        MonthDay ends = today.setting().seasonEnds();
        if (ends == null) {
            return null;
        }
        LocalDate last = today.coming(ends);
        LocalDate first = starts.atYear(starts.isAfter(ends) ? last.getYear() - 1 : last.getYear());
        boolean between = first.isAfter(today.date());
        if (which.equals("next") && !between) {
            last = last.plusYears(1);
            first = first.plusYears(1);
        } else if (which.equals("last")) {
            last = last.minusYears(1);
        }
        return Stretch.of(first, last, Stretch.Grain.EVENT, "season", CalendarQuestion.endOf("day", last))
                .noting((which.equals("next") ? "The next season" : between ? "The coming season"
                : "This season") + " of " + today.setting().field()
                        + " is taken to be over by " + Dates.day(last) + "; if its last decision comes earlier, that"
                        + " decides.");
    }
}
