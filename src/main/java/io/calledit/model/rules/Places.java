package io.calledit.model.rules;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.calledit.model.rules.deadline.Region;
import io.calledit.model.rules.deadline.Words;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The places that predictions name: which country's sources fit, and whose calendar a day there follows. */
final class Places {

    /** The data file on the class path, which a native image has to include. */
    static final String RESOURCE = "/io/calledit/model/rules/places.json";

    private static final Pattern LED = Pattern.compile(
            "\\b(?:in|over|at|near|across|around)(?: the (?:city|state|town) of)? ((?:the )?(?:[A-Z][\\p{L}'’.-]+)"
                    + "(?:(?: |, )(?:[A-Z][\\p{L}'’.-]+|of|de|la|upon)){0,3})");
    private static final Pattern A_TIME = Pattern.compile(
            "^(?:January|February|March|April|May|June|July|August|September|October|November|December|Monday|Tuesday"
                    + "|Wednesday|Thursday|Friday|Saturday|Sunday|Christmas|Easter|Q[1-4]|H[12]|EOY|Thanksgiving"
                    + "|Halloween"
                    + "|Celsius|Fahrenheit|Spring|Summer|Autumn|Fall|Winter|Boxing|New Year|Jan|Feb|Mar|Apr|Jun|Jul|Aug"
                    + "|Sept?|Oct|Nov|Dec)\\b");

    /** A place with the zone its days follow; null where the zone isn't known. */
    record Place(String name, ZoneId zone) {
    }

    private record Zone(ZoneId id, Pattern names) {
    }

    private final Map<Region, Pattern> countries = new EnumMap<>(Region.class);
    private final List<Zone> zones = new ArrayList<>();

    Places() {
        try (InputStream data = Places.class.getResourceAsStream(RESOURCE)) {
            if (data == null) {
                throw new IllegalStateException("The places are missing from the class path: " + RESOURCE);
            }
            JsonNode root = new ObjectMapper().readTree(data);
            root.get("countries").properties().forEach(entry ->
                    countries.put(Region.valueOf(entry.getKey()), pattern(entry.getValue().asText())));
            root.get("zones").properties().forEach(entry ->
                    zones.add(new Zone(ZoneId.of(entry.getKey()), pattern(entry.getValue().asText()))));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** The place a prediction names; empty where it names none. */
    Optional<Place> find(Words words) {
        Matcher led = LED.matcher(words.said());
        while (led.find()) {
            if (!A_TIME.matcher(led.group(1)).find()) {
                String name = led.group(1).replaceAll("[.,'’]+$", "").replaceFirst("['’]s$", "");
                return Optional.of(new Place(name, zone(name)));
            }
        }
        Matcher known = longest(words.folded());
        return known == null ? Optional.empty()
                : Optional.of(new Place(words.said().substring(known.start(), known.end()), zone(known.group())));
    }

    /** The country whose sources fit: the one that is named, else the place's, else the person's own. */
    Region region(String folded, ZoneId home) {
        for (Map.Entry<Region, Pattern> country : countries.entrySet()) {
            if (country.getKey() != Region.OTHER
                    && country.getValue().matcher(folded.replaceAll("\\bus\\b(?= all)", "")).find()) {
                return country.getKey();
            }
        }
        if (countries.get(Region.OTHER).matcher(folded).find()) {
            return Region.OTHER;
        }
        Matcher known = longest(folded);
        return Region.of(known == null ? home : zone(known.group()));
    }

    /** Gives the known places in a text their capitals ("in tokyo"), so that they are read as names. */
    String capitals(String text) {
        String folded = Words.of(text).folded();
        StringBuilder result = new StringBuilder(text);
        for (Zone zone : zones) {
            Matcher name = zone.names().matcher(folded);
            while (name.find()) {
                for (int i = name.start(); i < name.end(); i++) {
                    boolean starts = i == name.start() && !name.group().startsWith("the ")
                            || text.charAt(Math.max(0, i - 1)) == ' ';
                    boolean small = name.group().substring(i - name.start()).matches("(?:de|the)\\b.*");
                    if (starts && !small && result.charAt(i) == folded.charAt(i)) {
                        result.setCharAt(i, Character.toUpperCase(result.charAt(i)));
                    }
                }
            }
        }
        return result.toString();
    }

    private ZoneId zone(String name) {
        String folded = Words.of(name).folded();
        Matcher known = longest(folded);
        if (known == null) {
            return null;
        }
        String found = known.group();
        return zones.stream().filter(zone ->
                zone.names().matcher(found).matches()).map(Zone::id).findFirst().orElse(null);
    }

    private Matcher longest(String folded) {
        Matcher best = null;
        for (Zone zone : zones) {
            Matcher match = zone.names().matcher(folded);
            if (match.find() && (best == null || match.end() - match.start() > best.end() - best.start())) {
                best = match;
            }
        }
        return best;
    }

    private static Pattern pattern(String words) {
        return Pattern.compile("(?<![\\p{L}\\d-])(?:" + words + ")(?![\\p{L}\\d-])");
    }
}
