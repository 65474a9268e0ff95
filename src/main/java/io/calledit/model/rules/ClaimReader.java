package io.calledit.model.rules;

import io.calledit.model.rules.Catalogue.Speaker;
import io.calledit.model.rules.Claim.Joined;
import io.calledit.model.rules.deadline.Deadline;
import io.calledit.model.rules.deadline.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads subject, predicate, number and polarity; where it is unsure it keeps the person's own words. */
final class ClaimReader {

    private static final Pattern LEAD_IN = Pattern.compile("^(?:(?:i(?:'m| am)? (?:(?:really|also|still|pretty|quite"
            + "|fairly|absolutely|firmly|very) )?"
            + "(?:predict|think|believe|bet(?: you)?|guess|expect|reckon|feel|say|forecast|hope|know|sure|certain"
            + "|confident|convinced|calling it|call it|suspect|foresee)"
            + "(?: (?:\\$?\\d+|money|anything|everything))?(?: (?:that|on it that))?|my (?:prediction|bet|guess|call"
            + "|forecast|hot take)(?: is)?(?: that)?|prediction|hot take|bold prediction"
            + "|mark my words|called it|calling it(?: now)?|in my opinion|imo|imho|honestly|there(?:'s| is) (?:no"
            + " doubt|a (?:good|\\d+%) chance)(?: that)?|it(?:'s| is) (?:clear|certain|likely|obvious) that"
            + "|you'll see|watch|well|so|ok|okay|hey|hi|hello|please|trust me|no doubt|definitely|probably|maybe"
            + "|perhaps|surely|i'd say|i would say|a \\d+% chance(?: that)?|remind me if|what if|and|but)\\b[,:;.!"
            + " -]*)+");
    private static final Pattern DENIAL = Pattern.compile("^(?:(?:there(?:'s| is) )?(?:absolutely )?no (?:way"
            + "|chance)(?: in hell)?(?: that)?|not a chance(?: that)?"
            + "|i (?:really |highly |seriously )?doubt(?: that| if)?|i (?:don't|do not|dont) (?:think|believe|expect"
            + "|see)(?: that)?|zero chance(?: that)?)[,:]? +(?=\\S)");
    private static final Pattern MODAL = Pattern.compile("\\b(will not|won't|wont|will never|will no longer|will|shall"
            + " not|shall|'ll not|'ll never|'ll|is not going to|isn't going to|are not going to"
            + "|aren't going to|am not going to|'m not going to|is never going to|is going to|are going to|am going to"
            + "|'m going to|'s going to|'re going to|is gonna|are gonna|am gonna|'m gonna|gonna"
            + "|is not gonna|isn't gonna|is set to|are set to|is expected to|are expected to|is about to|is likely to"
            + "|are likely to|would|should|could not|couldn't|could|cannot|can't|can|might not|might|may not|may|must"
            + "|does not|doesn't|do not|don't|never)(?= |$)");
    private static final Pattern QUESTION = Pattern.compile("^(will|won't|is|are|am|does|do|can|could|would|should"
            + "|might|has|have|did) (.+?)\\?*$");
    private static final Pattern ADVERB = Pattern.compile("^(?:finally|also|again|still|once again|once|actually"
            + "|officially|eventually|soon|ever|even|successfully|publicly|just|likely|probably|definitely"
            + "|certainly|surely|most likely|almost certainly|absolutely|easily|comfortably|narrowly|formally|fully"
            + "|only|first|all|both|either|[a-z]{3,12}ly)(?: |$)");
    private static final String HEDGE = "likely|probably|definitely|certainly|surely|most likely|almost certainly"
            + "|absolutely|actually|just|ever|even";
    private static final Pattern IF_FIRST = Pattern.compile("^(if|unless|assuming|provided|should) ([^,]{3,200}),"
            + " (?:then )?(.+)$");
    private static final Pattern IF_LAST = Pattern.compile("^(.{3,400}?),? (if|unless|provided that|assuming|as long"
            + " as) (.{3,200})$");
    private static final Pattern NO_FIRST = Pattern.compile("^no (?!one\\b|man\\b|matter\\b|longer\\b|country\\b"
            + "|team\\b|company\\b|player\\b|human\\b)(.+)$");

    private static final Pattern BARE_WEATHER = Pattern.compile("(?i)^(?:heavy |light |some |more |the first |first"
            + " )?(?:rain|snow|hail|fog|frost|sunshine|thunderstorms?|showers|storms?|a storm|a heatwave|a white"
            + " christmas)\\b");

    private static final Pattern NOUN_ALONE = Pattern.compile("[A-Z]{2,6}|(?i)(?:(a|an|another) )?(recession|war|peace"
            + "|ceasefire|pandemic|blackout|earthquake|"
            + "government shutdown|stock market crash|market crash|bear market|housing crash|civil war|nuclear war"
            + "|world war)(?: in [\\p{L} ]{2,20})?");

    private ClaimReader() {
    }

    static Claim read(Words words, Deadline deadline) {
        String text = withTime(words.said(), deadline);
        List<String> notes = new ArrayList<>();
        text = cut(text, LEAD_IN);
        String affirmed = cut(text, DENIAL);
        boolean denied = !affirmed.equals(text);
        text = affirmed;
        boolean question = text.contains("?");
        text = text.replaceAll("[\\s.!?;:,…]+(?=\uE000)", " ");
        text = unpunctuated(text);
        text = text.replaceFirst("^\uE000[\\s,;:-]*(?=.)", "").replaceFirst("^[\\s,;:.¿¡-]+", "");
        if (!text.contains(Claim.TIME)) {
            text = text + " , " + Claim.TIME;
        }
        text = FirstPerson.open(text);
        Speaker speaker = FirstPerson.speaker(text);
        String condition = null;
        Matcher first = IF_FIRST.matcher(Words.of(text).folded());
        Matcher last = IF_LAST.matcher(Words.of(text).folded());
        if (first.matches() && !first.group(1).equals("should")) {
            condition = condition(first.group(1), text.substring(first.start(2), first.end(2)));
            text = text.substring(first.start(3));
            text = text.contains(Claim.TIME) ? text : text + " " + Claim.TIME;
        } else if (last.matches()) {
            condition = condition(last.group(2), text.substring(last.start(3)));
            boolean timeInside = text.substring(0, last.end(1)).contains(Claim.TIME);
            text = text.substring(0, last.end(1)) + (timeInside ? "" : " " + Claim.TIME);
        }
        if (condition != null) {
            condition = FirstPerson.third(condition);
        }
        if (question) {
            notes.add("The question is read as a prediction that the answer is yes.");
        }
        return clause(text, question, denied, speaker, condition, notes);
    }

    /** A prediction without what only says that it is one ("I bet that", "no way"). */
    static String claimed(String text) {
        return cut(cut(text, LEAD_IN), DENIAL);
    }

    private static String unpunctuated(String text) {
        int end = text.length();
        while (end > 0 && " .!?;:,…".indexOf(text.charAt(end - 1)) >= 0) {
            end--;
        }
        return text.substring(0, end).trim();
    }

    private static String condition(String word, String clause) {
        String bare = Criteria.bare(clause);
        return bare.isEmpty() ? null : word.equals("unless") ? "not: " + bare : bare;
    }

    private static String withTime(String said, Deadline deadline) {
        if (!deadline.isNamed() || deadline.keep()) {
            return said;
        }
        String before = said.substring(0, deadline.from()).stripTrailing();
        String after = said.substring(deadline.to()).strip();
        if (before.isEmpty() && after.matches("(?i)(?:will|won['’]t|is|isn['’]t|shall|could|may|might)\\b.*")) {
            // The time is the subject itself: "Tomorrow will be sunny".
            return said;
        }
        return (before.isEmpty() ? "" : before + " ") + Claim.TIME + (after.isEmpty()
                || after.matches("^[,.;!?].*") ? after : " " + after);
    }

    private static String cut(String text, Pattern lead) {
        Matcher match = lead.matcher(Words.of(text).folded());
        return match.find() && match.end() < text.length() - 2 ? text.substring(match.end()) : text;
    }

    private static Claim clause(String text, boolean question, boolean denied, Speaker speaker, String condition,
            List<String> notes) {
        Joined joined = Joined.NO;
        String[] parts = parts(text, question);
        Quantity inItsOwnWords = parts == null ? QuantityReader.read(text, Words.of(text).folded()).orElse(null) : null;
        String[] weather = parts == null ? thereIs(text) : null;
        if (weather != null) {
            return new Claim("There will be " + weather[0] + weather[1], "there", "be " + weather[1],
                    "there " + (English.isPlural(weather[1]) ? "are " : "is ") + weather[1],
                    !weather[0].isEmpty() != denied, condition, joined, inItsOwnWords, speaker, notes);
        }
        if (parts == null) {
            String own = (denied ? "It is not so that " : "") + (denied ? English.inside(FirstPerson.third(text))
                    : English.capital(FirstPerson.third(text)));
            return new Claim(own, "", "", null, false, condition, joined, inItsOwnWords, speaker, notes);
        }
        boolean negated = parts[1].equals("not") != denied;
        String subject = FirstPerson.third(parts[0]);
        String predicate = parts[2].replaceFirst("^(?:" + HEDGE + ") ", "");
        String adverb = "";
        Matcher match = ADVERB.matcher(predicate);
        if (match.find() && match.end() < predicate.length()
                && English.isVerb(predicate.substring(match.end()).split(" ", 2)[0].toLowerCase(Locale.ENGLISH))) {
            adverb = match.group();
            predicate = predicate.substring(match.end());
        }
        predicate = predicate.replaceFirst("(?i)^ipo\\b", "go public (IPO)");
        predicate = predicate.contains(Claim.TIME) ? predicate : predicate + " " + Claim.TIME;
        boolean plural = English.isPlural(subject.equalsIgnoreCase("there")
                ? predicate.replaceFirst("^be (?:no )?", "").replace(Claim.TIME, "") : subject);
        predicate = FirstPerson.thirdAfter(predicate, subject);
        Conjugation conjugation = Conjugation.of(predicate, plural);
        joined = conjugation.joined();
        String present = conjugation.present();
        String happens = English.inside(subject) + " " + (present.matches("(?:is|are) .*")
                ? present.replaceFirst(" ", " " + adverb) : adverb + present);
        String sentence = English.capital(subject) + " will " + (negated ? "not " : "") + adverb + predicate;
        sentence = sentence.replaceAll(" {2,}", " ");
        Quantity quantity = QuantityReader.read(sentence, Words.of(sentence).folded()).orElse(null);
        return new Claim(sentence, subject, predicate, happens.replaceAll("\\s+", " "), negated, condition, joined,
                quantity, speaker, notes);
    }

    /** "No rain in Paris" and "Snow on Tuesday": "no" or nothing, and what there is; null where a sentence isn't of that kind. */
    private static String[] thereIs(String text) {
        Matcher none = NO_FIRST.matcher(Words.of(text).folded());
        if (none.matches()) {
            return new String[] {"no ", text.substring(none.start(1))};
        }
        Matcher alone = NOUN_ALONE.matcher(text.replace(Claim.TIME, "").replace(",", "").trim());
        if (alone.matches() && alone.group(2) != null && alone.group(1) == null
                && !alone.group(2).equalsIgnoreCase("peace")) {
            return new String[] {"", (Words.of(alone.group(2)).folded().matches("[aeiou].*") ? "an " : "a ")
                    + Character.toLowerCase(text.charAt(0)) + text.substring(1)};
        }
        return BARE_WEATHER.matcher(text).find()
                || alone.matches() ? new String[] {"", Words.of(text).folded().startsWith("first ")
                ? "the " + English.inside(text) : English.isOwnCase(text) ? text
                : Character.toLowerCase(text.charAt(0)) + text.substring(1)} : null;
    }

    /** Subject, "not" or nothing, and predicate from its base verb on; null where they can't be told apart. */
    private static String[] parts(String text, boolean question) {
        String folded = Words.of(text).folded();
        if (question) {
            String[] asked = asked(text, folded);
            if (asked != null) {
                return asked;
            }
        }
        Matcher modal = MODAL.matcher(folded);
        while (modal.find()) {
            String subject = text.substring(0, modal.start()).replace(Claim.TIME, "").replaceAll("[\\s,]+$", "").trim();
            String predicate = text.substring(modal.end()).trim();
            String word = modal.group(1);
            if (subject.isEmpty() || predicate.replace(Claim.TIME, "").isBlank()) {
                continue;
            }
            boolean negated = word.matches(".*(?:not|n't|wont|never|no longer)\\b.*")
                    || predicate.matches("(?i)(?:not|never) .*");
            String rest = predicate.replaceFirst("(?i)^(?:not|never) ", "");
            if (word.equals("never")) {
                String verb = rest.split(" ", 2)[0].toLowerCase(Locale.ENGLISH);
                String base = English.isVerb(verb) ? verb : English.base(verb);
                if (base == null) {
                    return null;
                }
                rest = base + rest.substring(verb.length());
            }
            return new String[] {subject, negated ? "not" : "", rest};
        }
        return Headline.parts(text);
    }

    private static String[] asked(String text, String folded) {
        Matcher match = QUESTION.matcher(folded);
        if (!match.matches()) {
            return null;
        }
        String auxiliary = match.group(1);
        String rest = text.substring(match.start(2)).trim();
        String[] words = rest.split(" ");
        StringBuilder subject = new StringBuilder();
        for (int i = 0; i < words.length; i++) {
            String word = words[i].toLowerCase(Locale.ENGLISH);
            boolean ends = i > 0 && (English.isVerb(word) && !words[i - 1].matches("(?i)the|a|an|my|our|their|his|her"
                    + "|its|next|new|first|of") || word.equals("not") || word.equals("going")
                    || ADVERB.matcher(word + " ").find()
                    && i + 1 < words.length && English.isVerb(words[i + 1]));
            if (ends) {
                String predicate = String.join(" ", List.of(words).subList(i, words.length)).replaceFirst("^going to ",
                        "");
                boolean not = auxiliary.equals("won't") || word.equals("not");
                return auxiliary.matches("will|won't|can|could|would|should|might|does|do") || word.equals("going")
                        ? new String[] {subject.toString().trim(), not ? "not"
                        : "", predicate.replaceFirst("^not ", "")} : null;
            }
            subject.append(word.equals(Claim.TIME) ? "" : words[i]).append(' ');
        }
        return null;
    }
}
