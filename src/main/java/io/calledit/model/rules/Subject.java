package io.calledit.model.rules;

import io.calledit.model.rules.deadline.Region;
import io.calledit.model.rules.deadline.Words;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a prediction is about and where that can be looked up.
 *
 * @param domain  its field
 * @param name    its name in a sentence, for example "Bitcoin" or "the S&amp;P 500"
 * @param place   where it happens; the person's own area where the words name none
 * @param placed  true where the words name the place
 * @param measure the figure that is compared with a number; null where the field has none
 * @param sources where to look, the deciding one first
 */
record Subject(Catalogue.Domain domain, String name, String place, boolean placed, String measure, List<String> sources) {

    private static final Pattern PLACE = Pattern.compile("\\b(?:in|over|at|near|across|around)(?: the (?:city|state|town) of)? ((?:the )?(?:[A-Z][\\p{L}'’.-]+)(?:(?: |, )(?:[A-Z][\\p{L}'’.-]+|of|de|la|upon)){0,3})");
    private static final Pattern NOT_A_PLACE = Pattern.compile("^(?:January|February|March|April|May|June|July|August|September|October|November|December|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|Christmas|Easter|Q[1-4]|H[12]|EOY|Thanksgiving|Halloween|Celsius|Fahrenheit)\\b");
    private static final Pattern BRITISH = Pattern.compile("\\b(?<!new )(?:london|manchester|starmer|farage|sunak|badenoch|tories|labour party|house of commons|downing street|nhs|king charles|keir|westminster|birmingham|leeds|glasgow|edinburgh|liverpool|bristol|cardiff|belfast|england|scotland|wales|britain|uk|oxford|cambridge|york|sheffield|newcastle|brighton|cornwall)\\b");
    private static final Pattern AMERICAN = Pattern.compile("\\b(?:new york|nyc|los angeles|chicago|houston|phoenix|philadelphia|san antonio|san diego|dallas|austin|seattle|denver|boston|miami|atlanta|san francisco|portland|las vegas|minneapolis"
            + "|detroit|nashville|washington|texas|california|florida|ohio|michigan|colorado|arizona|oregon|georgia|utah|nevada|vermont|maine|alaska|hawaii|buffalo|death valley|central park|usa|america|us|u\\.s\\.|american|new orleans|orlando|tampa|salt lake city|boise|charlotte|raleigh|memphis|louisville|baltimore|milwaukee|albuquerque|tucson|sacramento|omaha|cleveland|pittsburgh|cincinnati|st\\.? louis|tulsa|indianapolis|columbus|brooklyn|manhattan"
            + "|new jersey|montana|idaho|wyoming|minnesota|wisconsin|iowa|virginia|carolina|tennessee|kentucky|alabama|louisiana|oklahoma|nebraska|dakota|new mexico|pennsylvania|massachusetts|connecticut|new england|illinois|indiana|missouri|maryland|honolulu|anchorage|kansas city)\\b");
    private static final Map<Pattern, Region> ELSEWHERE = Map.of(
            Pattern.compile("\\b(?:paris|lyon|marseille|france|french|nice|bordeaux|toulouse)\\b"), Region.FR,
            Pattern.compile("\\b(?:berlin|munich|hamburg|cologne|frankfurt|germany|german|bundestag)\\b"), Region.DE,
            Pattern.compile("\\b(?:sydney|melbourne|brisbane|perth|adelaide|australia|australian|canberra)\\b"), Region.AU,
            Pattern.compile("\\b(?:toronto|vancouver|montreal|calgary|ottawa|canada|canadian|edmonton)\\b"), Region.CA,
            Pattern.compile("\\b(?:mumbai|delhi|bangalore|bengaluru|chennai|kolkata|hyderabad|india|indian|modi)\\b"), Region.IN,
            Pattern.compile("\\b(?:tokyo|osaka|kyoto|japan|japanese|sapporo)\\b"), Region.JP,
            Pattern.compile("\\b(?:auckland|wellington|christchurch|new zealand)\\b"), Region.NZ,
            Pattern.compile("\\b(?:dublin|cork|galway|ireland|irish)\\b"), Region.IE,
            Pattern.compile("\\b(?:madrid|barcelona|seville|valencia|spain|spanish)\\b"), Region.ES,
            Pattern.compile("\\b(?:rome|milan|naples|venice|florence|italy|italian)\\b"), Region.IT);

    Subject {
        sources = List.copyOf(sources);
    }

    static Subject of(Catalogue.Match match, Claim claim, Words words, ZoneId zone) {
        Catalogue.Domain domain = match.domain();
        Matcher found = PLACE.matcher(words.said());
        String place = null;
        while (place == null && found.find()) {
            place = NOT_A_PLACE.matcher(found.group(1)).find() ? null : found.group(1).replaceAll("[.,'’]+$", "").replaceFirst("(?:['’]s)$", "");
        }
        boolean placed = place != null;
        String at = placed ? place : "the predictor’s town";
        String named = claim.subject().isBlank() ? null : claim.subject();
        String thing = match.thing().map(Catalogue.Thing::name).orElse(null);
        String name = domain.isPersonal() || thing == null ? named != null ? named : thing != null ? thing : "the prediction" : thing;
        if (thing != null && named != null && named.toLowerCase(Locale.ENGLISH).contains(thing.replaceFirst("^the ", "").toLowerCase(Locale.ENGLISH))) {
            name = named;
        }
        name = name.matches("(?i)it|there|he|she|they|this|that|you") ? thing != null ? thing : "the event" : English.inside(name);
        Set<String> sources = new LinkedHashSet<>();
        match.things().stream().filter(one -> one.domain().equals(domain.id())).limit(2).forEach(one -> sources.addAll(one.sources().subList(0, Math.min(2, one.sources().size()))));
        Region region = region(words.folded(), zone);
        boolean unknownPlace = placed && domain.id().equals("weather") && region(words.folded(), ZoneId.of("UTC")) == Region.OTHER;
        region = unknownPlace ? Region.OTHER : region;
        if (sources.size() == 1) {
            sources.addAll(domain.sources());
        } else if (sources.isEmpty()) {
            sources.addAll(domain.regional().getOrDefault(region, domain.sources()));
        }
        String measure = match.things().stream().filter(one -> one.domain().equals(domain.id()) && one.measure() != null).map(Catalogue.Thing::measure)
                .findFirst().orElse(domain.measure());
        if (domain.id().equals("shares") && thing != null) {
            name = thing;
        }
        String subject = name;
        List<String> filled = new ArrayList<>();
        sources.forEach(source -> filled.add(fill(source, subject, at)));
        return new Subject(domain, name, at, placed, measure == null ? null : fill(measure, subject, at), filled.subList(0, Math.min(4, filled.size())));
    }

    /** The country whose sources fit: the one that is named, else the one that the time zone lies in. */
    private static Region region(String folded, ZoneId zone) {
        if (BRITISH.matcher(folded).find()) {
            return Region.GB;
        }
        for (Map.Entry<Pattern, Region> country : ELSEWHERE.entrySet()) {
            if (country.getKey().matcher(folded).find()) {
                return country.getValue();
            }
        }
        return AMERICAN.matcher(folded.replaceAll("\\bus\\b(?= all)", "")).find() ? Region.US : Region.of(zone);
    }

    String fill(String line) {
        return fill(line, name, place);
    }

    private static String fill(String line, String name, String place) {
        return line.replace("{subject}", name).replace("{place}", place);
    }
}
