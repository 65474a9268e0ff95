package io.calledit.model.rules;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.calledit.model.rules.deadline.Region;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.MonthDay;
import java.time.Period;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The fields that predictions are about, the things in them and the acts, with public sources; read from a data file. */
final class Catalogue {

    /** The data file on the class path, which a native image has to include. */
    static final String RESOURCE = "/io/calledit/model/rules/catalogue.json";

    /** The group of fields in which the person's own record is the source. */
    private static final String PERSONAL = "personal";

    private static final Set<String> NAMED = Set.of("crypto", "company", "index");
    private static final Pattern NONE = Pattern.compile("(?!)");

    /** A field of predictions: where to look, what counts, how long to wait where no deadline is named. */
    record Domain(String id, String group, String field, Period horizon, Pattern words, Pattern marks,
            List<String> sources,
            Map<Region, List<String>> regional, String look, List<String> counts, String measure, List<String> notes,
            MonthDay seasonStarts, MonthDay seasonEnds) {

        boolean isPersonal() {
            return group.equals(PERSONAL);
        }

        boolean isSport() {
            return group.equals("sport");
        }

        /** True where one of these is this field's name, or that of its group. */
        boolean isAmong(Set<String> names) {
            return names.contains(id) || names.contains(group);
        }
    }

    /** Something in a field that has sources of its own, such as one currency or one company. */
    record Thing(String domain, Pattern words, String name, List<String> sources, String measure) {
    }

    /**
     * Something that can be done, and from when it counts as done.
     *
     * @param fields  the fields or groups of fields in which these words have this meaning; empty where all do
     * @param except  those in which they haven't
     * @param sources where this act can be looked up; empty where the field's sources do
     * @param alone   true where the field's general lines say nothing more on it
     */
    record Act(String id, Pattern words, Set<String> fields, Set<String> except, List<String> counts, String check,
            List<String> sources, boolean alone) {

        private boolean fits(Domain domain) {
            return (fields.isEmpty() || domain.isAmong(fields)) && !domain.isAmong(except);
        }
    }

    /** A word that two people may understand differently, with the meaning that decides. */
    private record Term(Pattern words, Set<String> fields, String says) {
    }

    /** The field of one prediction and the things named in it. */
    record Match(Domain domain, List<Thing> things) {

        Optional<Thing> thing() {
            return things.stream().filter(thing -> thing.domain().equals(domain.id())).findFirst();
        }
    }

    private final Map<String, Domain> domains = new LinkedHashMap<>();
    private final List<Thing> things = new ArrayList<>();
    private final List<Act> acts = new ArrayList<>();
    private final List<Term> terms = new ArrayList<>();

    Catalogue() {
        try (InputStream data = Catalogue.class.getResourceAsStream(RESOURCE)) {
            if (data == null) {
                throw new IllegalStateException("The catalogue is missing from the class path: " + RESOURCE);
            }
            JsonNode root = new ObjectMapper().readTree(data);
            root.get("domains").forEach(node -> domains.put(node.get("id").asText(), domain(node)));
            root.get("things").forEach(node -> things.add(new Thing(node.get("domain").asText(), words(node),
                    node.path("name").asText(null), list(node.get("sources")), node.path("measure").asText(null))));
            root.get("acts").forEach(node -> acts.add(act(node)));
            root.get("terms").forEach(node ->
                    terms.add(new Term(words(node), Set.copyOf(list(node.get("in"))), node.get("says").asText())));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** Gives the things named in small letters the letters of their names ("btc", "tesla"). */
    String capitals(String text) {
        String result = text;
        for (Thing thing : things) {
            if (thing.name() == null || !NAMED.contains(thing.domain())) {
                continue;
            }
            String bare = thing.name().replaceFirst("^the ", "");
            result = thing.words().matcher(result).replaceAll(found -> Matcher.quoteReplacement(
                    bare.equalsIgnoreCase(found.group()) ? bare : found.group().length() < 5
                            && !found.group().matches("meta|ford|uber|gold")
                            ? found.group().toUpperCase(Locale.ENGLISH) : found.group()));
        }
        return result;
    }

    Domain domain(String id) {
        return domains.get(id);
    }

    /** The act that a predicate names first, of those that its field has; empty where it names none. */
    Optional<Act> act(String predicate, Domain domain) {
        Act first = null;
        int at = Integer.MAX_VALUE;
        int length = 0;
        for (Act act : acts) {
            Matcher match = act.words().matcher(predicate);
            if (act.fits(domain) && match.find()
                    && (match.start() < at || match.start() == at && match.end() - match.start() > length)) {
                first = act;
                at = match.start();
                length = match.end() - match.start();
            }
        }
        return Optional.ofNullable(first);
    }

    /** What the vague words in a claim are taken to mean. */
    List<String> meanings(String folded, Domain domain) {
        return terms.stream()
                .filter(term -> (term.fields().isEmpty() || domain.isAmong(term.fields()))
                && term.words().matcher(folded).find())
                .map(Term::says).distinct().toList();
    }

    /**
     * Finds the field of a prediction by the words in it.
     *
     * @param folded    the prediction, folded
     * @param predicate where its predicate starts: words before that say what it is about and weigh more
     * @param speaker   how the person speaks of themselves in it
     */
    Match match(String folded, int predicate, Speaker speaker) {
        List<Thing> named = things.stream().filter(thing -> thing.words().matcher(folded).find()).toList();
        Domain best = domains.get(speaker == Speaker.NOBODY ? "general" : "personal");
        int most = speaker == Speaker.NOBODY ? 0 : 1;
        for (Domain domain : domains.values()) {
            int score = score(domain, folded, predicate);
            for (Thing thing : named) {
                score += thing.domain().equals(domain.id()) ? 3 : 0;
            }
            // "Game", "season" and the like say little where a league, a film or a video game is named too.
            score = domain.id().equals("sport") ? Math.min(score, 2) : score;
            boolean marked = domain.marks().matcher(folded).find();
            score += marked ? 5 : 0;
            if (domain.isPersonal()) {
                boolean theirs = speaker != Speaker.NOBODY || marked;
                score = !theirs || domain.id().equals(PERSONAL) || score == 0 ? 0 : score + 3;
            } else if (speaker == Speaker.SUBJECT && !domain.id().matches("social|transport")) {
                score = 0;
            }
            if (score > most) {
                most = score;
                best = domain;
            }
        }
        return new Match(best, named);
    }

    /** How a person appears in their own prediction. */
    enum Speaker { NOBODY, MENTIONED, SUBJECT }

    private static int score(Domain domain, String folded, int predicate) {
        Matcher match = domain.words().matcher(folded);
        Set<String> seen = new HashSet<>();
        int score = 0;
        while (match.find()) {
            if (seen.add(match.group())) {
                score += 2 + (match.group().indexOf(' ') > 0 ? 1 : 0) + (match.start() < predicate ? 1 : 0);
            }
        }
        return score;
    }

    private static Domain domain(JsonNode node) {
        Map<Region, List<String>> regional = new EnumMap<>(Region.class);
        node.path("regional").properties().forEach(entry ->
                regional.put(Region.valueOf(entry.getKey()), list(entry.getValue())));
        return new Domain(node.get("id").asText(), node.path("group").asText(""), node.get("field").asText(),
                Period.parse(node.get("horizon").asText()), words(node),
                node.has("marks") ? Pattern.compile(node.get("marks").asText()) : NONE,
                list(node.get("sources")), regional, node.get("look").asText(), list(node.get("counts")),
                node.path("measure").asText(null), list(node.path("notes")), day(node.path("seasonStarts")),
                        day(node.path("seasonEnds")));
    }

    private static Act act(JsonNode node) {
        return new Act(node.get("id").asText(), words(node), Set.copyOf(list(node.get("in"))),
                Set.copyOf(list(node.get("not"))),
                list(node.get("counts")), node.get("check").asText(), list(node.get("sources")),
                        node.path("alone").asBoolean());
    }

    private static MonthDay day(JsonNode node) {
        return node.isTextual() ? MonthDay.parse(node.asText()) : null;
    }

    private static Pattern words(JsonNode node) {
        String words = node.get("words").asText();
        return words.isEmpty() ? NONE : Pattern.compile("(?<![\\w-])(?:" + words + ")(?!\\w)");
    }

    private static List<String> list(JsonNode node) {
        List<String> lines = new ArrayList<>();
        if (node != null) {
            node.forEach(line -> lines.add(line.asText()));
        }
        return List.copyOf(lines);
    }
}
