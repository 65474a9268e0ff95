package io.calledit.model.rules;

import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a headline without a modal: "Arsenal to win the league", "Bitcoin hits $100k", "Lakers win the title". */
final class Headline {

    private static final Pattern ADVERB = Pattern.compile("(?i) (finally|also|still|actually|eventually|officially"
            + "|again|easily|just)$");
    private static final Pattern AFTER_A_VERB = Pattern.compile("the|a|an|its|his|her|their|my|our|to|out|back|up|over"
            + "|off|down|into|away");
    private static final Pattern NOT_AFTER_A_VERB = Pattern.compile("(?i)[a-z]+|[<>$€£\\d].*");
    private static final Pattern DETERMINER = Pattern.compile("(?i)the|a|an|my|our|their|his|her|its|of|in|on|for|and"
            + "|new|next");

    private Headline() {
    }

    /** Subject, "not" or nothing, and predicate from its base verb on; null where they can't be told apart. */
    static String[] parts(String text) {
        String[] words = text.split(" ");
        for (int i = 1; i < words.length && i < 12; i++) {
            String word = words[i].toLowerCase(Locale.ENGLISH);
            String before = words[i - 1].toLowerCase(Locale.ENGLISH);
            String rest = String.join(" ", List.of(words).subList(i, words.length));
            String subject = String.join(" ", List.of(words).subList(0, i)).replace(Claim.TIME, "").trim();
            boolean noun = word.equals("shares") && i + 1 < words.length
                    && NOT_AFTER_A_VERB.matcher(words[i + 1]).matches();
            if (subject.isEmpty() || noun) {
                continue;
            }
            Matcher adverb = ADVERB.matcher(subject);
            if (adverb.find() && (English.base(word) != null || English.isVerb(word))) {
                rest = adverb.group(1) + " " + rest;
                subject = subject.substring(0, adverb.start());
            }
            if (word.matches("above|below|over|under|at|>|<|≥")
                    && words[i + 1 < words.length ? i + 1 : i].matches("[$€£]?\\d.*")) {
                String sign = word.replace(">", "above").replace("<", "below").replace("≥", "at least");
                return new String[] {subject, "", "be " + sign + rest.substring(word.length())};
            }
            String next = i + 1 < words.length ? words[i + 1] : "";
            if (word.matches("up|down|to|between") && next.matches("[$€£]?\\d.*")) {
                String verb = switch (word) {
                    case "up" -> "rise";
                    case "down" -> "fall";
                    case "to" -> "reach";
                    default -> "be between";
                };
                return new String[] {subject, "", verb + rest.substring(word.length())};
            }
            if (word.matches("is|are") && next.endsWith("ing") && English.progressive(next) != null) {
                return new String[] {subject, "",
                        English.progressive(next) + rest.substring(word.length() + 1 + next.length())};
            }
            if (i < 3 && word.matches("[$€£]?\\d[\\d,.]*(?:k|m|bn?|t)?") && !words[i - 1].matches("[A-Z].*[a-z]")
                    && rest.replace(Claim.TIME, "").trim().split(" ").length == 1) {
                return new String[] {subject, "", "reach " + rest};
            }
            if (word.equals("to") && i + 1 < words.length && English.isVerb(words[i + 1].toLowerCase(Locale.ENGLISH))) {
                boolean not = before.equals("not");
                return new String[] {not ? subject.replaceFirst("(?i) ?not$", "") : subject, not ? "not"
                        : "", rest.substring(3)};
            }
            String base = English.base(word);
            boolean determined = before.matches("the|a|an|my|our|their|his|her|its|no|of|in|on|for|and|new|first|next"
                    + "|top|best|more|house|sales|oil|gas");
            if (base != null && !determined && (!English.isPlural(subject) || subject.matches("\\p{Lu}{2,}"))) {
                return new String[] {subject, "", rest.replaceFirst("(?i)\\b" + Pattern.quote(word), base)};
            }
            if (English.isVerb(word) && !determined && (English.isPlural(subject)
                    || subject.matches("(?i)i|the predictor")) || word.equals("are") && English.isPlural(subject)
                    || English.isVerb(word) && word.matches("beat|win|reach|lose|draw|finish|miss|make|sign|sack|score"
                    + "|qualify|play|get|stay|trade|draft") && !determined) {
                return new String[] {subject, "", rest.replaceFirst("^are\\b", "be")};
            }
        }
        return byPlace(words);
    }

    /** "The UK rejoins the EU": a word in "-s" between a name and an article is a verb, known or not. */
    private static String[] byPlace(String[] words) {
        for (int i = 1; i + 1 < words.length && i < 8; i++) {
            String subject = String.join(" ", List.of(words).subList(0, i)).replace(Claim.TIME, "").trim();
            String base = English.stripped(words[i]);
            if (base != null && !subject.isEmpty() && !English.isPlural(subject)
                    && AFTER_A_VERB.matcher(words[i + 1]).matches()
                    && !DETERMINER.matcher(words[i - 1]).matches()) {
                return new String[] {subject, "", base + " " + String.join(" ", List.of(words).subList(i + 1,
                        words.length))};
            }
        }
        return null;
    }
}
