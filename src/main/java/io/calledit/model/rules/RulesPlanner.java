package io.calledit.model.rules;

import io.calledit.model.rules.deadline.Condition;
import io.calledit.model.rules.deadline.Dates;
import io.calledit.model.rules.deadline.Deadline;
import io.calledit.model.rules.deadline.DeadlineFinder;
import io.calledit.model.rules.deadline.Setting;
import io.calledit.model.rules.deadline.Words;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a prediction and writes the plan that decides it. */
final class RulesPlanner {

    private static final int LONGEST = 2000;
    /** Most characters of a claim that its subject's name is read from. */
    private static final int SUBJECT = 200;
    private static final int NEARBY_DAYS = 60;
    private static final Pattern PROPER_NAME = Pattern.compile("(?<=[^.!?] )\\p{Lu}|^\\p{Lu}\\S*\\p{Lu}|^(?!There |It "
            + "|The |An? |They |Nobody |Someone )\\p{Lu}\\S* (?:will|won't) ");
    private static final Pattern PREDICATE = Pattern.compile("\\b(?:will|won't|to|is|are|going)\\b");
    private static final Pattern PRICE_VERB = Pattern.compile("^(?:reach|hit|trade|close|fall|drop|rise|climb|cross"
            + "|top|exceed|surpass|be worth|be at|be above|be below|be over"
            + "|be under|stay|remain|break|end|finish|double|triple|halve|go|gain|lose|outperform|crash|dip|moon|soar"
            + "|plunge|hold above|pass|open|grow|increase|decline|decrease|recover|touch|jump|surge|tank|rally)\\b");
    private static final Pattern SHARE_WORDS = Pattern.compile("\\b(?:shares?|stock|stocks|share price|market cap"
            + "|price|worth more than|more valuable)\\b|\\$[a-z]{2,5}\\b");
    private static final Pattern MARKET_CAP = Pattern.compile("\\b(?:market cap(?:itali[sz]ation)?|market value"
            + "|valuation|worth more than|more valuable)\\b|\\btrillion[- ]dollar company\\b");
    private static final Pattern FOREIGN = Pattern.compile("(?i)(?<![\\p{L}])(?:el|la|los|las|será|va a|ganará|llegará"
            + "|para|antes|año|bitcoin alcanzará|le|les|des|une|sera|gagnera|avant|fin de|der|die|das|wird|werden|und"
            + "|bis"
            + "|ende|vor|nicht|ein|eine|il|vincerà|sarà|entro|fine|não|vai|até|anno|jahr|pleuvra|demain|mañana|morgen"
            + "|lloverá|pluie|regnen|het|een|zal)(?![\\p{L}])");
    private static final Pattern ENGLISH = Pattern.compile("(?i)\\b(?:will|won't|the|is|to|going|by|of|and|a|in|i|my"
            + "|wins?|beats?|before|next|this)\\b");

    private static final Pattern HOURS = Pattern.compile("\\b(?:hours?|hrs?|minutes?|mins?)\\b");
    private static final Pattern EMOJI =
            Pattern.compile("[\\x{1F000}-\\x{1FBFF}\\x{2600}-\\x{27BF}\\x{2B00}-\\x{2BFF}\\x{FE0E}\\x{FE0F}]+|(?<="
                    + " )[:;]-?[()DP](?= |$)");
    private static final Pattern TAIL = Pattern.compile("(?i)(?<![ ,.!;:-])(?:[ ,.!;:-]++(?:lol|lmao|haha(?:ha)?|tbh"
            + "|imo|imho|fr|no cap|ngl|for sure|i think|i guess|i bet|i reckon"
            + "|mark my words|you heard it here first|calling it(?: now)?|trust me|fingers crossed|hopefully|probably"
            + "|guaranteed|innit|mate|bro|dude|you'll see|xd))++[ .!]*$");

    private final DeadlineFinder finder = new DeadlineFinder();
    private final Catalogue catalogue = new Catalogue();
    private final Places places = new Places();

    /** What was understood of a prediction. */
    record Reading(ZonedDateTime now, String text, Claim claim, Deadline deadline, Subject subject, List<String> notes) {
    }

    /**
     * Understands a prediction.
     *
     * @param prediction any text at all
     * @param now        the moment it is made, in the person's zone
     */
    Reading read(String prediction, ZonedDateTime now) {
        List<String> notes = new ArrayList<>();
        String text = clean(prediction);
        if (text.codePointCount(0, text.length()) > LONGEST) {
            text = text.substring(0, text.offsetByCodePoints(0, LONGEST));
            notes.add("Only the first " + LONGEST + " characters of the prediction were read.");
        }
        text = catalogue.capitals(places.capitals(text));
        Words words = Words.of(text);
        // What a prediction hangs on isn't what it is about.
        Condition condition = Condition.of(words.folded());
        String about = condition.without(words.folded());
        Matcher predicate = PREDICATE.matcher(about);
        int predicateAt = predicate.find() ? predicate.start() : about.length();
        Catalogue.Match match = catalogue.match(about, predicateAt, speaker(condition.without(text).trim()));
        words = Words.of(FirstPerson.together(text, together(match.domain())));
        ZonedDateTime there = onItsCalendar(words, now, match.domain());
        Deadline deadline = finder.find(words, there, setting(match.domain()));
        if (!deadline.moment().isAfter(now)) {
            // The person's day is already over at the place, so its own day is meant.
            there = now.withZoneSameInstant(there.getZone());
            deadline = finder.find(words, there, setting(match.domain()));
        }
        if (!there.getZone().equals(now.getZone())) {
            ZonedDateTime home = deadline.moment().withZoneSameInstant(now.getZone());
            notes.add("The weather is judged by the days of the place: its last day ends when it is "
                    + Dates.time(home.toLocalTime()) + " on "
                    + Dates.day(home.toLocalDate()) + " in " + now.getZone().getId() + ", and the verification date"
                    + " carries the place’s offset.");
        }
        Claim claim = Shortening.cut(ClaimReader.read(words, deadline), OwnWords.LONGEST_STATEMENT);
        Catalogue.Match settled = nearby(priced(match, claim, words), claim, deadline, now);
        if (FOREIGN.matcher(text).results().count() >= 2
                && FOREIGN.matcher(text).results().count() > ENGLISH.matcher(text).results().count()) {
            notes.add("The planner reads English only: the prediction’s own words are kept, and only dates and years"
                    + " were looked for in them.");
        }
        if (text.isEmpty() || text.codePoints().noneMatch(Character::isLetterOrDigit)) {
            notes.add("The text holds no words that say what is to happen; write a sentence to get a better plan.");
        } else if (!claim.isSure()) {
            notes.add("The sentence couldn’t be taken apart with certainty, so its own words are what is judged.");
        }
        Catalogue.Act act = catalogue.act(Words.of(claim.isSure() ? claim.predicate()
                : claim.sentence()).folded(), settled.domain()).orElse(null);
        Subject subject = Subject.of(settled, Shortening.cut(claim, SUBJECT), words, now.getZone(), act, places);
        return new Reading(there, words.said(), claim, deadline, subject, notes);
    }

    /** Writes the plan for what was understood. */
    Draft write(Reading reading) {
        return write(reading, Optional.empty());
    }

    /**
     * Writes the plan for what was understood.
     *
     * @param calendar the day that a calendar tool arrived at for the same words; where it differs the plan says so
     */
    Draft write(Reading reading, Optional<LocalDate> calendar) {
        if (OwnWords.claimsNothing(reading.text(), reading.deadline(),
                rest -> finder.find(Words.of(rest), reading.now(), setting(reading.subject().domain())))) {
            return OwnWords.plan(reading.text(), reading.deadline(), reading.now(), reading.subject().sources());
        }
        Claim repeated = Shortening.cut(reading.claim(), Shortening.LONGEST_REPEATED);
        Criteria criteria = new Criteria(repeated, reading.deadline(), reading.subject(), reading.now(), catalogue);
        Set<String> assumptions = new LinkedHashSet<>(reading.deadline().notes());
        assumptions.addAll(reading.claim().notes());
        assumptions.addAll(criteria.assumptions());
        assumptions.addAll(reading.notes());
        calendar.filter(day -> !day.equals(reading.deadline().moment().toLocalDate())).ifPresent(day -> assumptions.add(
                "The calendar tool arrived at " + Dates.day(day) + "; the plan keeps " + reading.deadline().day()
                        + ", as the words are read here."));
        if (!repeated.equals(reading.claim())) {
            assumptions.add(Shortening.NOTE);
        }
        assumptions.add("Days begin and end in the time zone " + reading.now().getZone().getId() + ".");
        return new Draft(statement(reading), reading.deadline().moment(), reading.subject().sources(),
                lines(criteria, reading),
                new Steps(repeated, reading.deadline(), reading.subject(), criteria, reading.now()).lines(),
                List.copyOf(assumptions));
    }

    private String statement(Reading reading) {
        return reading.deadline().passed() && !reading.claim().isSure()
                ? OwnWords.statement(reading.claim(), reading.deadline(), reading.text().endsWith("?"))
                : new Criteria(reading.claim(), reading.deadline(), reading.subject(), reading.now(), catalogue)
                        .statement();
    }

    private static List<String> lines(Criteria criteria, Reading reading) {
        List<String> lines = new ArrayList<>(criteria.lines());
        if (reading.deadline().passed()) {
            lines.add(lines.size() - 1, OwnWords.onlyFromNow(reading.now()));
        }
        return lines;
    }

    /** Who "we" are, as far as the field tells. */
    private static String together(Catalogue.Domain domain) {
        return "the predictor’s " + (domain.id().equals("work") ? "team"
                : domain.id().matches("family|pets|garden|kitchen|home|money") ? "household" : "group");
    }

    /** Now, on the calendar that counts: the weather of a named place belongs to the days of that place. */
    private ZonedDateTime onItsCalendar(Words words, ZonedDateTime now, Catalogue.Domain domain) {
        ZoneId zone = domain.id().equals("weather") ? places.find(words).map(Places.Place::zone).orElse(null) : null;
        if (zone == null || zone.getRules().getOffset(now.toInstant()).equals(now.getOffset())) {
            return now;
        }
        // "Tomorrow" is the day after the one that the person sees; hours run from the same instant everywhere.
        return HOURS.matcher(words.folded()).find() ? now.withZoneSameInstant(zone) : now.withZoneSameLocal(zone);
    }

    private static Catalogue.Speaker speaker(String text) {
        return FirstPerson.speaker(FirstPerson.open(ClaimReader.claimed(text)));
    }

    private static Setting setting(Catalogue.Domain domain) {
        return new Setting(domain.field(), domain.horizon(), domain.seasonStarts(), domain.seasonEnds());
    }

    /** A company's name with a price is about its shares; with anything else about the company. */
    private Catalogue.Match priced(Catalogue.Match match, Claim claim, Words words) {
        boolean shares = SHARE_WORDS.matcher(words.folded()).find();
        boolean number = claim.hasQuantity() && (claim.quantity().looksLikeAPrice() || claim.quantity().change())
                && PRICE_VERB.matcher(claim.predicate().toLowerCase(Locale.ENGLISH)).find();
        boolean company = match.things().stream().anyMatch(thing -> thing.domain().equals("company"));
        if (match.domain().id().equals("company") && company && (number || shares)
                || match.domain().id().equals("shares")) {
            boolean whole = MARKET_CAP.matcher(words.folded()).find();
            List<Catalogue.Thing> things = match.things().stream()
                    .filter(thing -> thing.domain().equals("company"))
                    .map(thing -> new Catalogue.Thing("shares", thing.words(), thing.name(),
                            whole ? List.of("CompaniesMarketCap (companiesmarketcap.com)",
                                    "Yahoo Finance statistics (finance.yahoo.com)") : List.of(),
                            whole ? "the market capitalisation of " + thing.name() + " at the regular-session close"
                                    : null))
                    .toList();
            return new Catalogue.Match(catalogue.domain("shares"), things);
        }
        return match;
    }

    /** What names nobody and is over in weeks is nothing that an agency reports on. */
    private Catalogue.Match nearby(Catalogue.Match match, Claim claim, Deadline deadline, ZonedDateTime now) {
        boolean soon = deadline.moment().isBefore(now.plusDays(NEARBY_DAYS));
        return match.domain().id().equals("general") && soon && !PROPER_NAME.matcher(claim.sentence()).find()
                ? new Catalogue.Match(catalogue.domain("everyday"), match.things()) : match;
    }

    /** One line of visible characters, without the quotes that may wrap it. */
    private static String clean(String prediction) {
        String line = prediction.replaceAll("[\\p{Cntrl}\\p{Co}\\p{Cn}\u200b-\u200f\u2028\u2029\ufeff\\s]+",
                " ").trim();
        String plain = TAIL.matcher(EMOJI.matcher(line).replaceAll(" ").replaceAll("!+(?= +\\p{Ll})",
                ",").replaceAll(" {2,}", " ").trim()).replaceFirst("");
        line = plain.codePoints().anyMatch(Character::isLetterOrDigit) ? plain : line;
        String bare = line.replaceFirst("^[\"“”'‘«]+(.*?)[\"“”'’»]+[.!?]?$", "$1").trim();
        return (bare.isEmpty() ? line : bare).replace('\uE000', ' ');
    }

}
