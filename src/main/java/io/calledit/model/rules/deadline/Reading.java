package io.calledit.model.rules.deadline;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A mention with what precedes it: the words to replace, the part of the stretch that is meant, the relation. */
record Reading(int from, int to, Relation relation, String lead, Stretch stretch, Mention mention) {

    private static final Pattern PART = Pattern.compile(
            "(?:\\b(?:the )?(?:very )?(end|close|start|beginning|middle|late|early|mid|first half|second half|first week|second week|third week"
                    + "|fourth week|last week|last day|first day|turn|rest|remainder|course|latter half|back half"
                    + "|course) ?(?:of|in|to|-)? ?(?:the )?)$");
    private static final Pattern LEAD = Pattern.compile(
            "(?:\\b(on or before|no later than|not later than|prior to|ahead of|as soon as|as early as|some ?time in|at some point in|compared (?:to|with)(?: in)?"
                    + "|than (?:in|it was in|it did in|at|on)|since|than|as of|versus|vs\\.?|relative to|up to|up"
                    + " until|not before|no earlier than|earlier than"
                    + "|later than|before|by|until|till|til|through|thru|throughout|all(?: of| through)?|over|within"
                    + "|during|in|on|at|from|after|following|for|come|around|about"
                    + "|of|beyond|past|later in|under|to|between|against|between)"
                    + " (?:the |around |about |late in |early in |some ?time in |this coming |or around |roughly )?)$");
    /** How the words before a time relate the prediction to it. */
    enum Relation {
        BEFORE(60), BY(60), UNTIL(50), IN(40), BARE(20), AFTER(5), COMPARED(-100);

        private final int weight;

        Relation(int weight) {
            this.weight = weight;
        }
    }

    /** How well this says when a prediction is decided, against the other times in the same sentence. */
    int score(LocalDateTime now) {
        int past = stretch.last().isBefore(now) ? -70 : 0;
        int event = stretch.grain() == Stretch.Grain.EVENT ? -5 : 0;
        return relation.weight + past + event;
    }

    static Reading of(Mention mention, Stretch meant, Words words) {
        int from = mention.start();
        Stretch stretch = meant;
        String part = "";
        Matcher partMatch = PART.matcher(words.before(from, 40));
        boolean aDay = stretch.grain() == Stretch.Grain.DAY || stretch.grain() == Stretch.Grain.MOMENT
                || stretch.grain() == Stretch.Grain.EVENT;
        if (partMatch.find() && !(aDay && partMatch.group(1).matches("late|early|mid|middle"))) {
            part = partMatch.group(1);
            from -= partMatch.end() - partMatch.start();
            String before = words.before(from, 12);
            stretch = part(stretch, part, before.matches(".*\\b(?:by|before) (?:the )?$"),
                    before.matches(".*\\bat (?:the )?$"));
        }
        String lead = "";
        Matcher leadMatch = LEAD.matcher(words.before(from, 40));
        boolean ledWithin = words.folded().substring(mention.start(), mention.end()).matches("(?:within|in|over|for"
                + "|during|inside|throughout|through|by|at) .*");
        if (!ledWithin && leadMatch.find()) {
            lead = leadMatch.group(1);
            from -= leadMatch.end() - leadMatch.start();
        }
        String inside = words.folded().substring(mention.start(), mention.end());
        boolean dates = words.before(from, 10).matches(".*\\b(?:born|starting|beginning) $");
        Relation relation = dates ? Relation.COMPARED : relation(lead, inside, part, stretch);
        return new Reading(from, mention.end(), relation, lead, stretch, mention);
    }

    private static Relation relation(String lead, String inside, String part, Stretch stretch) {
        boolean wholeEnd = part.matches("end|close|rest|remainder|last day");
        return switch (lead) {
            case "before", "prior to", "ahead of", "earlier than", "not before", "no earlier than" -> 
                wholeEnd || inside.matches(".*\\b(?:out|over|end|eo[wmqy]|midnight)") ? Relation.BY : Relation.BEFORE;
            case "by", "on or before", "no later than", "not later than", "come", "within", "as soon as",
                    "as early as" ->
                stretch.grain() == Stretch.Grain.DECADE && part.isEmpty() ? Relation.BEFORE : Relation.BY;
            case "until", "till", "til", "up until", "up to", "through", "thru", "throughout" -> wholeEnd ? Relation.BY
                    : Relation.UNTIL;
            case "after", "following", "beyond", "past", "later than" -> Relation.AFTER;
            case "since", "than", "as of", "versus", "vs", "vs.", "relative to", "from", "against", "to", "under" ->
                    Relation.COMPARED;
            case "in", "on", "at", "during", "over", "all", "all of", "all through", "sometime in", "some time in",
                    "at some point in", "for", "around", "about", "later in" ->
                wholeEnd && !lead.equals("at") ? Relation.BY : Relation.IN;
            default -> lead.startsWith("than ") || lead.startsWith("compared") ? Relation.COMPARED
                    : inside.matches("(?:within|in|over|for|during|inside|throughout|through|by) .*") ? Relation.IN
                    : stretch.grain() == Stretch.Grain.EVENT ? Relation.BARE
                    : wholeEnd ? Relation.BY
                    : inside.matches("(?:today|tonight|tomorrow|this|next|later).*")
                    || !part.isEmpty() ? Relation.IN : Relation.BARE;
        };
    }

    private static Stretch part(Stretch stretch, String part, boolean byThen, boolean atEnd) {
        LocalDate first = stretch.first().toLocalDate();
        LocalDate last = stretch.last().toLocalDate();
        long days = ChronoUnit.DAYS.between(first, last) + 1;
        boolean month = stretch.grain() == Stretch.Grain.MONTH;
        boolean year = stretch.grain() == Stretch.Grain.YEAR;
        String name = stretch.name() == null ? "that time" : stretch.name();
        return switch (part) {
            case "start", "beginning", "first day", "turn" -> days == 1 || byThen || part.matches("turn|first day")
                    ? stretch.ending(first, "The " + (part.equals("turn") ? "turn"
                    : "start") + " of " + name + " is its first day, " + Dates.day(first) + ".")
                    : early(stretch, name, month, year, first, days);
            case "early" -> early(stretch, name, month, year, first, days);
            case "mid", "middle" -> {
                LocalDate end = year ? byThen ? first.withMonth(6).withDayOfMonth(30)
                        : first.withMonth(8).withDayOfMonth(31)
                        : month ? first.withDayOfMonth(byThen ? 15 : 20) : first.plusDays(byThen ? days / 2
                        : days * 2 / 3);
                yield stretch.ending(end, "The middle of " + name + " is taken to end on " + Dates.day(end) + ".");
            }
            case "first half" -> stretch.ending(month ? first.withDayOfMonth(15) : year
                    ? first.withMonth(6).withDayOfMonth(30)
                    : first.plusDays(days / 2), "The first half of " + name + " is its first half by the calendar.");
            case "first week", "second week", "third week", "fourth week" -> {
                int week = List.of("first week", "second week", "third week", "fourth week").indexOf(part) + 1;
                LocalDate end = first.plusDays(7L * week - 1);
                yield stretch.ending(end, "The " + part + " of " + name + " is taken to end on " + Dates.day(end)
                        + ".");
            }
            case "end", "close" -> atEnd ? new Stretch(last.atStartOfDay(), stretch.last(), stretch.grain(),
                    stretch.name(), stretch.notes(), stretch.question())
                    : stretch;
            case "late", "last week", "latter half", "second half", "back half" -> {
                LocalDate start = part.equals("last week") ? last.minusDays(6) : part.equals("late")
                        ? last.minusDays(days / 3)
                        : last.minusDays(days / 2);
                yield new Stretch((start.isBefore(first) ? first
                        : start).atStartOfDay(), stretch.last(), stretch.grain(), stretch.name(),
                        stretch.notes(), stretch.question());
            }
            default -> stretch;
        };
    }

    private static Stretch early(Stretch stretch, String name, boolean month, boolean year, LocalDate first,
            long days) {
        LocalDate end = year ? first.withMonth(3).withDayOfMonth(31) : month ? first.withDayOfMonth(10)
                : first.plusDays(days / 3);
        return stretch.ending(end, "Early " + name + " is taken to end on " + Dates.day(end) + ".");
    }
}
