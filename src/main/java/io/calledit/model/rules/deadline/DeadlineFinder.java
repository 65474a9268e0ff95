package io.calledit.model.rules.deadline;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Finds the moment on which a prediction is decided; a sentence without one gets a horizon that suits its subject. */
public final class DeadlineFinder {

    private static final List<Rule> RULES = Stream.of(DateWords.RULES, RelativeWords.RULES, NamedDays.RULES,
            Seasons.RULES)
            .flatMap(List::stream).toList();

    private static final Pattern DURATION = Pattern.compile("^(?:within|in) (?:a|an|the next|\\w+) ?(?:\\w+"
            + " )?(?:hours?|days?|weeks?|months?|years?)\\b");

    private static final Pattern GAP = Pattern.compile("[ ,]*(?:at|by|on|before|around)?[ ,]*(?:the )?");

    /**
     * Reads the deadline out of a sentence.
     *
     * @param words   the prediction
     * @param now     the moment it is made, in the person's zone
     * @param setting what its subject tells about time
     * @return a deadline that is always after {@code now}
     */
    public Deadline find(Words words, ZonedDateTime now, Setting setting) {
        Today today = Today.of(now, setting);
        List<Reading> readings = readings(words, today);
        Settling settling = new Settling(words, now, setting);
        Condition condition = Condition.of(words.folded());
        Reading best = best(readings.stream().filter(reading -> !condition.holds(reading)), today);
        Reading inTheCondition = best(readings.stream().filter(condition::holds), today);
        if (best == null) {
            return inTheCondition == null ? settling.horizon(false) : settling.afterCondition(inTheCondition);
        }
        if (inTheCondition != null && DURATION.matcher(words.from(best.from(), best.to() - best.from())).find()) {
            // "Within a week" runs from the day on which the condition is met.
            Today met = today.on(settling.settle(inTheCondition).moment().toLocalDate());
            Reading later = best(readings(words, met).stream().filter(reading -> !condition.holds(reading)), today);
            return settling.settle(later == null ? best : later);
        }
        return settling.settle(best);
    }

    private static Reading best(Stream<Reading> readings, Today today) {
        return readings.filter(reading -> reading.relation() != Reading.Relation.COMPARED)
                .max(Comparator.<Reading>comparingInt(reading ->
                reading.score(today.now())).thenComparingInt(Reading::from))
                .orElse(null);
    }

    private static List<Reading> readings(Words words, Today today) {
        List<Mention> all = new ArrayList<>();
        RULES.forEach(rule -> rule.read(words, today, all));
        all.sort(Comparator.comparingInt(Mention::length).reversed());
        List<Mention> kept = new ArrayList<>();
        for (Mention mention : all) {
            if (kept.stream().noneMatch(mention::overlaps)) {
                kept.add(mention);
            }
        }
        kept.sort(Comparator.comparingInt(Mention::start));
        List<Reading> readings = new ArrayList<>();
        for (Mention mention : kept) {
            readings.add(Reading.of(mention, mention.stretch(), words));
        }
        return withTimes(merged(readings, words), words, today);
    }

    /** Joins a weekday to the date beside it ("Friday, 27 November"), which says the same twice. */
    private static List<Reading> merged(List<Reading> readings, Words words) {
        List<Reading> merged = new ArrayList<>();
        for (Reading reading : readings) {
            Reading last = merged.isEmpty() ? null : merged.get(merged.size() - 1);
            boolean beside = last != null && reading.from() >= last.to()
                    && words.folded().substring(last.to(), reading.from()).matches("[ ,]*");
            boolean bothDays = beside && last.stretch().grain() == Stretch.Grain.DAY
                    && reading.stretch().grain() == Stretch.Grain.DAY;
            boolean thenYear = beside && reading.stretch().grain() == Stretch.Grain.YEAR
                    && reading.relation() == Reading.Relation.BARE;
            if (bothDays && reading.relation() == Reading.Relation.BARE) {
                merged.set(merged.size() - 1, new Reading(last.from(), reading.to(),
                        last.relation() == Reading.Relation.BARE ? Reading.Relation.IN : last.relation(),
                        last.lead(), reading.stretch(), reading.mention()));
            } else if (!thenYear || last.stretch().grain() != Stretch.Grain.YEAR) {
                merged.add(reading);
            }
        }
        return merged;
    }

    private static List<Reading> withTimes(List<Reading> readings, Words words, Today today) {
        List<Reading> result = new ArrayList<>(readings);
        for (TimesOfDay.Time time : TimesOfDay.read(words)) {
            boolean joined = false;
            for (int i = 0; i < result.size() && !joined; i++) {
                Reading reading = result.get(i);
                boolean after = time.start() >= reading.to()
                        && GAP.matcher(words.folded().substring(reading.to(), time.start())).matches();
                boolean before = time.end() <= reading.from()
                        && GAP.matcher(words.folded().substring(time.end(), reading.from())).matches();
                if ((after || before) && reading.stretch().grain() == Stretch.Grain.DAY) {
                    Reading.Relation relation = "before".equals(time.lead())
                            && !time.at().equals(Stretch.LAST_SECOND) ? Reading.Relation.BEFORE
                            : time.lead() != null && time.lead().equals("by") ? Reading.Relation.BY
                            : reading.relation() == Reading.Relation.BARE ? Reading.Relation.IN : reading.relation();
                    result.set(i, new Reading(Math.min(reading.from(), time.start()), Math.max(reading.to(),
                            time.end()), relation, reading.lead(),
                            inZone(reading.stretch().last().toLocalDate(), time, today)
                                    .noting(reading.stretch().notes()), reading.mention()));
                    joined = true;
                }
            }
            boolean inside = readings.stream().anyMatch(reading -> time.start() < reading.to()
                    && reading.from() < time.end());
            boolean everyDay = words.folded().matches(".*\\b(?:every|each|daily|nightly|weekdays|mornings)\\b.*");
            if (!joined && !inside && !everyDay) {
                Stretch moment = inZone(today.date(), time, today);
                if (!moment.last().isAfter(today.now())) {
                    moment = inZone(today.date().plusDays(1), time, today);
                }
                Reading.Relation relation = "before".equals(time.lead())
                        && !time.at().equals(Stretch.LAST_SECOND) ? Reading.Relation.BEFORE : "by".equals(time.lead())
                        ? Reading.Relation.BY : Reading.Relation.IN;
                result.add(new Reading(time.start(), time.end(), relation, time.lead() == null ? ""
                        : time.lead(), moment,
                        new Mention(time.start(), time.end(), moment, null)));
            }
        }
        return result;
    }

    private static Stretch inZone(LocalDate day, TimesOfDay.Time time, Today today) {
        if (time.at().equals(Stretch.LAST_SECOND)) {
            return Stretch.day(day);
        }
        LocalDateTime local = day.atTime(time.at());
        if (time.zone() == null) {
            return Stretch.day(day).at(time.at());
        }
        LocalDateTime here = local.atZone(time.zone()).withZoneSameInstant(today.zone()).toLocalDateTime();
        return Stretch.day(here.toLocalDate()).at(here.toLocalTime())
                .noting(Dates.time(time.at()) + " in the zone that was named is " + Dates.moment(here) + " in "
                + today.zone().getId() + ".");
    }
}
