package io.calledit.model.rules;

import io.calledit.model.rules.deadline.Region;
import io.calledit.model.rules.deadline.Words;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * What a prediction is about and where that can be looked up.
 *
 * @param domain  its field
 * @param name    its name in a sentence, for example "Bitcoin" or "the S&amp;P 500"
 * @param place   where it happens; the person's own area where the words name none
 * @param placed  true where the words name the place
 * @param measure the figure that is compared with a number; null where the field has none
 * @param ownMeasure true where the figure is that of one named thing, and so says more than the sentence does
 * @param sources where to look, the deciding one first
 * @param act     what is done in it; null where the catalogue knows no such act
 */
record Subject(Catalogue.Domain domain, String name, String place, boolean placed, String measure, boolean ownMeasure,
        List<String> sources, Catalogue.Act act) {

    private static final int MOST_SOURCES = 3;

    Subject {
        sources = List.copyOf(sources);
    }

    static Subject of(Catalogue.Match match, Claim claim, Words words, ZoneId zone, Catalogue.Act act, Places places) {
        Catalogue.Domain domain = match.domain();
        Optional<Places.Place> place = places.find(words);
        String at = place.map(Places.Place::name).orElse("the predictor’s town");
        String name = name(match, claim);
        Set<String> sources = new LinkedHashSet<>();
        if (act != null && !act.sources().isEmpty()) {
            sources.addAll(act.sources());
        } else {
            match.things().stream().filter(one -> one.domain().equals(domain.id())).limit(2)
                    .forEach(one -> sources.addAll(one.sources().subList(0, Math.min(2, one.sources().size()))));
            Region region = places.region(words.folded(), zone);
            boolean elsewhere = place.isPresent() && domain.id().equals("weather")
                    && places.region(words.folded(), ZoneId.of("UTC")) == Region.OTHER;
            List<String> general = domain.regional().getOrDefault(elsewhere ? Region.OTHER : region, domain.sources());
            if (sources.size() < 2) {
                sources.addAll(general);
            }
        }
        Optional<String> own = match.things().stream().filter(one -> one.domain().equals(domain.id())
                && one.measure() != null)
                .map(Catalogue.Thing::measure).findFirst();
        String measure = own.orElse(domain.measure());
        Subject plain = new Subject(domain, name, at, place.isPresent(), null, own.isPresent(), List.of(), act);
        List<String> filled = new ArrayList<>();
        sources.stream().limit(MOST_SOURCES).forEach(source -> filled.add(plain.fill(source)));
        return new Subject(domain, name, at, place.isPresent(), measure == null ? null
                : plain.fill(measure).replaceFirst("price of (.{1,40}) prices?$", "price of $1"), own.isPresent(),
                filled, act);
    }

    private static String name(Catalogue.Match match, Claim claim) {
        String named = claim.subject().isBlank() ? null : claim.subject();
        String thing = match.thing().map(Catalogue.Thing::name).orElse(null);
        if (match.domain().id().equals("shares") && thing != null) {
            return thing;
        }
        boolean longer = thing != null && named != null
                && named.toLowerCase(Locale.ENGLISH).contains(thing.replaceFirst("^the ",
                "").toLowerCase(Locale.ENGLISH));
        String name = match.domain().isPersonal() || thing == null
                || longer ? named != null ? named : thing != null ? thing : "the prediction" : thing;
        if (match.domain().id().equals("shares")) {
            name = name.replaceFirst("(?i)(?:['’]s)? (?:shares?|stock|share price|stock price)$", "");
        }
        return name.matches("(?i)it|there|he|she|they|this|that|you") ? thing != null ? thing : "the event"
                : English.inside(name);
    }

    /** A line of the catalogue with this subject's words put in. */
    String fill(String line) {
        return line.replace("{subject}", name).replace("{place}", place).replace("{area}", placed ? place
                : "the whole country");
    }
}
