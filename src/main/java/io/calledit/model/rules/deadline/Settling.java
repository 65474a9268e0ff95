package io.calledit.model.rules.deadline;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.Period;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Decides which second ends a prediction once it is known which words name the time, and says how it decided. */
record Settling(Words words, ZonedDateTime now, Setting setting) {

    private static final int FARTHEST_YEARS = 100;

    private static final Pattern UNDATED = Pattern.compile("\\b(?:(?:before|by|until|when|after|by the time|once) (?:i"
            + "|she|he|they|we|it|my|her|his|their|our|the)\\b[^,.;]{0,40}?"
            + "\\b(?:birthday|turns? (?:\\d+|thirty|forty|fifty|sixty)|dies?|retires?|graduates?|anniversary|wedding"
            + "|years? old)|before the end of (?:his|her|their|its) (?:current )?(?:term|contract|mandate)|very soon"
            + "|the next (?:general |federal |national |state |local |uk )?election|soon|some ?day|one day|eventually"
            + "|in (?:my|our) lifetime)\\b");

    private static final String FUNCTION_WORD = "^ (?:and|or|but|in|at|on|by|with|for|from|to|it|there|will|won't|the"
            + "|a|an|i|i'll|we|he|she|they|my|our|his|her|their"
            + "|if|when|because|as|that|this|is|are|was|against|after|before|over|under|without|while|since|so|not|to"
            + " be|for|of|into|near|some|no|more|at least|us|you|your)\\b.*";

    private static final String NAMED_AFTER_IT = "^ (?:test|match|game|race|parade|sales?|derby|fixture|special"
            + "|meeting|budget"
            + "|gp|final|concert|show|dinner|party|speech|edition|lunch|market)\\b.*";

    Deadline settle(Reading reading) {
        Stretch stretch = reading.stretch();
        LocalDateTime here = now.toLocalDateTime();
        LocalDateTime last = last(reading, stretch);
        if (!last.isAfter(here) && reading.mention().again() != null && !saysYear(reading)) {
            Today later = Today.of(now, setting).on((last.isBefore(stretch.last()) ? stretch.last()
                    : last).toLocalDate().plusDays(1));
            Mention mention = reading.mention();
            Stretch following = mention.again().apply(later);
            if (following != null) {
                stretch = Reading.of(mention, following, words).stretch();
                last = last(reading, stretch);
            }
        }
        if (reading.relation() == Reading.Relation.AFTER) {
            return after(reading, stretch);
        }
        if (!last.isAfter(here)) {
            return passed(reading, stretch, last);
        }
        List<String> notes = new ArrayList<>(stretch.notes());
        if (last.isAfter(here.plusYears(FARTHEST_YEARS))) {
            LocalDateTime far = here.toLocalDate().plusYears(FARTHEST_YEARS).atTime(Stretch.LAST_SECOND);
            notes.add("The date named lies more than " + FARTHEST_YEARS + " years ahead; the plan stops at "
                    + Dates.day(far.toLocalDate()) + ".");
            return deadline(far, here.toLocalDate(), "by " + Dates.day(far.toLocalDate()), reading, false, notes, null);
        }
        boolean restricted = stretch.first().isAfter(here) && reading.relation() == Reading.Relation.IN
                && stretch.grain() != Stretch.Grain.EVENT && stretch.grain() != Stretch.Grain.MOMENT;
        LocalDate opens = restricted ? stretch.first().toLocalDate() : here.toLocalDate();
        notes.addAll(meaning(reading, stretch, last));
        boolean lasting = reading.lead().matches("for|throughout|all(?: of| through)?")
                || words.from(reading.from(), 4).equals("all ") || words.from(reading.from(), 4).equals("for ")
                || reading.relation() == Reading.Relation.UNTIL;
        boolean asNamed = last.equals(stretch.last()) && reading.relation() != Reading.Relation.BEFORE;
        return new Deadline(last.atZone(now.getZone()), opens, phrase(reading, stretch, last, opens, lasting),
                reading.from(), reading.to(),
                stretch.grain() == Stretch.Grain.EVENT
                        && !reading.lead().matches("by|before|until|prior to|ahead of|no later than")
                        || describes(reading),
                lasting, false, notes, asNamed ? stretch.question() : null);
    }

    private static boolean saysYear(Reading reading) {
        return reading.stretch().grain() == Stretch.Grain.YEAR;
    }

    /** True where the time is part of a name ("its December meeting", "a white Christmas", "Friday's match"). */
    private boolean describes(Reading reading) {
        if (reading.lead().equals("of")) {
            return true;
        }
        if (reading.lead().isEmpty()
                && words.before(reading.from(), 10).matches(".*\\b(?:ends?|finish|finishes|closes?) $")) {
            return true;
        }
        if (words.from(reading.to(), 16).matches(NAMED_AFTER_IT)) {
            return true;
        }
        if (!reading.lead().isEmpty()) {
            return words.folded().startsWith("'s", reading.to())
                    || words.before(reading.to(), 2).equals("'s") && words.from(reading.to(), 24).matches("^ [a-z].*")
                    && !words.from(reading.to(), 24).matches(FUNCTION_WORD);
        }
        String after = words.from(reading.to(), 24);
        boolean noun = after.matches("^ [a-z].*") && !after.matches(FUNCTION_WORD);
        boolean bare = reading.relation() == Reading.Relation.BARE;
        return words.before(reading.to(), 2).equals("'s") || after.startsWith("'s")
                || bare && (noun || words.before(reading.from(), 14).matches(".*\\b(?:its|the|a|an|their|his|her|my"
                + "|our|white|green|first|second|third|last|of|'s) $"));
    }

    private static LocalDateTime last(Reading reading, Stretch stretch) {
        boolean aDay = stretch.grain() == Stretch.Grain.DAY || stretch.grain() == Stretch.Grain.SPAN
                || stretch.grain() == Stretch.Grain.MOMENT || stretch.grain() == Stretch.Grain.EVENT;
        boolean through = reading.lead().matches("through|thru|throughout");
        return switch (reading.relation()) {
            case BEFORE -> (stretch.grain() == Stretch.Grain.SPAN ? stretch.last().plusSeconds(1)
                    : stretch.first()).minusSeconds(1);
            case UNTIL -> aDay || through ? stretch.last() : stretch.first().minusSeconds(1);
            default -> stretch.last();
        };
    }

    private List<String> meaning(Reading reading, Stretch stretch, LocalDateTime last) {
        String said = words.said().substring(reading.from(), reading.to()).trim();
        String until = Dates.day(last.toLocalDate());
        if (stretch.grain() == Stretch.Grain.MOMENT) {
            return List.of();
        }
        return switch (reading.relation()) {
            case BEFORE -> List.of("“" + said + "” is read as up to the last second of " + until + ".");
            case UNTIL -> List.of("“" + said + "” is read as up to the end of " + until + ".");
            case BY -> stretch.grain() == Stretch.Grain.YEAR || stretch.grain() == Stretch.Grain.MONTH
                    || stretch.grain() == Stretch.Grain.SEASON
                    ? stretch.notes().isEmpty() && !said.matches("(?i).*(?:end|eo[wmqy]|out|over).*")
                    ? List.of("“" + said + "” is read as including all of "
                            + stretch.name() + ", up to the end of " + until + ".") : List.of()
                    : List.of();
            default -> List.of();
        };
    }

    private String phrase(Reading reading, Stretch stretch, LocalDateTime last, LocalDate opens, boolean lasting) {
        LocalDate day = last.toLocalDate();
        String named = stretch.name() != null
                && stretch.grain() == Stretch.Grain.DAY ? " (" + stretch.name() + ")" : "";
        if (stretch.grain() == Stretch.Grain.MOMENT) {
            boolean exact = reading.relation() == Reading.Relation.IN && stretch.first().equals(stretch.last());
            return (reading.relation() == Reading.Relation.BEFORE ? "before " + Dates.moment(stretch.first())
                    : exact ? "at " + Dates.moment(last) : "by " + Dates.moment(last));
        }
        if (reading.relation() == Reading.Relation.BEFORE) {
            LocalDate next = day.plusDays(1);
            return "before " + Dates.day(next) + named;
        }
        if (lasting && words.from(reading.from(), 4).equals("for ")) {
            return words.said().substring(reading.from(), reading.to()).trim() + ", through " + Dates.day(day);
        }
        if (lasting && opens.isAfter(now.toLocalDate())) {
            return "from " + Dates.day(opens) + " through " + Dates.day(day);
        }
        if (lasting) {
            return "through " + Dates.day(day);
        }
        if (reading.relation() == Reading.Relation.IN || reading.relation() == Reading.Relation.BARE) {
            if (stretch.grain() == Stretch.Grain.DAY) {
                return "on " + Dates.day(day) + named;
            }
            if (opens.isAfter(now.toLocalDate())) {
                return Dates.between(opens, day);
            }
        }
        return "by " + Dates.day(day) + named;
    }

    private Deadline after(Reading reading, Stretch stretch) {
        LocalDateTime start = stretch.last().isAfter(now.toLocalDateTime()) ? stretch.last() : now.toLocalDateTime();
        LocalDate last = start.toLocalDate().plus(setting.horizon());
        LocalDate opens = stretch.last().isAfter(now.toLocalDateTime()) ? start.toLocalDate().plusDays(1)
                : now.toLocalDate();
        List<String> notes = new ArrayList<>(stretch.notes());
        notes.add("The prediction says when the time begins but not when it ends, so the plan gives it "
                + span(setting.horizon())
                + ", until " + Dates.day(last) + ".");
        return deadline(last.atTime(Stretch.LAST_SECOND), opens, Dates.between(opens, last), reading, true, notes,
                null);
    }

    private Deadline passed(Reading reading, Stretch stretch, LocalDateTime last) {
        Deadline open = horizon(true);
        List<String> notes = new ArrayList<>();
        String said = words.said().substring(reading.mention().start(), reading.mention().end()).trim();
        boolean sameDay = last.toLocalDate().equals(now.toLocalDate());
        notes.add("The date named (“" + said + "”" + (sameDay
                || said.contains(Dates.day(last.toLocalDate())) ? "" : ", " + Dates.day(last.toLocalDate()))
                + ") has already passed, so the plan sets " + open.day() + " instead; change it if another date was meant.");
        notes.addAll(stretch.notes());
        notes.addAll(open.notes());
        return new Deadline(open.moment(), open.opens(), open.phrase(), reading.from(), reading.to(), false, false,
                true, notes, open.question());
    }

    /** The deadline of a prediction that only dates the condition it hangs on. */
    Deadline afterCondition(Reading reading) {
        Deadline condition = settle(reading);
        LocalDate met = condition.moment().toLocalDate();
        boolean aDay = condition.isOneDay();
        LocalDate last = aDay ? met : met.plus(setting.horizon());
        String said = words.said().substring(reading.from(), reading.to()).trim();
        List<String> notes = new ArrayList<>(condition.notes());
        notes.add("“" + said + "” dates the condition, which has until the end of " + Dates.day(met)
                + "; the rest has no date of its own, so it is given "
                + (aDay ? "the same day." : span(setting.horizon()) + " more, until " + Dates.day(last) + "."));
        return new Deadline(last.atTime(Stretch.LAST_SECOND).atZone(now.getZone()), now.toLocalDate(),
                "by " + Dates.day(last), 0, 0, false,
                false, false, notes, null);
    }

    /**
     * The deadline of a prediction that names none.
     *
     * @param instead true where it names one that is over
     */
    Deadline horizon(boolean instead) {
        LocalDate day = now.toLocalDate();
        LocalDate last = day.plus(setting.horizon());
        List<String> notes = new ArrayList<>();
        Matcher undated = UNDATED.matcher(words.folded());
        boolean bounded = false;
        if (!instead && undated.find()) {
            bounded = undated.group().matches("(?:before|by|until) .*");
            notes.add("“" + words.said().substring(undated.start(), undated.end()) + "” has no date that the planner"
                    + " can know; put it in if you do.");
        }
        if (setting.seasonEnds() != null) {
            LocalDate end = Today.of(now, setting).coming(setting.seasonEnds());
            last = ChronoUnit.DAYS.between(day, end) < 7 ? end.plusYears(1) : end;
            notes.add((instead ? "The plan waits" : "No deadline is named, so the plan waits") + " for the end of the season of "
                    + setting.field() + ", taken as " + Dates.day(last) + ".");
        } else {
            notes.add((instead ? "The plan gives it " : "No deadline is named, so the plan gives it ") + span(setting.horizon())
                    + ", a usual span for " + setting.field() + ": until " + Dates.day(last) + ".");
        }
        Period horizon = setting.horizon();
        CalendarQuestion question = setting.seasonEnds() != null ? CalendarQuestion.endOf("day", last)
                : horizon.getYears() > 0 ? CalendarQuestion.add(horizon.getYears(), "years", day)
                : horizon.getMonths() > 0 ? CalendarQuestion.add(horizon.getMonths(), "months", day)
                : CalendarQuestion.add(horizon.getDays(), "days", day);
        String by = "by " + Dates.day(last);
        String phrase = bounded ? "and " + by + " at the latest" : by;
        return new Deadline(last.atTime(Stretch.LAST_SECOND).atZone(now.getZone()), day, phrase, 0, 0, false, false,
                false, notes, question);
    }

    private Deadline deadline(LocalDateTime last, LocalDate opens, String phrase, Reading reading, boolean keep,
            List<String> notes,
            CalendarQuestion question) {
        return new Deadline(last.atZone(now.getZone()), opens, phrase, reading.from(), reading.to(), keep, false,
                false, notes, question);
    }

    private static String span(Period period) {
        return period.getYears() > 0 ? count(period.getYears(), "year")
                : period.getMonths() > 0 ? count(period.getMonths(), "month")
                : period.getDays() % 7 == 0 ? count(period.getDays() / 7, "week") : count(period.getDays(), "day");
    }

    private static String count(int amount, String unit) {
        return amount == 1 ? "one " + unit : amount + " " + unit + "s";
    }
}
