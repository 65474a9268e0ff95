package io.calledit.model.rules;

import java.util.List;
import java.util.Locale;

/** A predicate turned from what will happen into what happens, both verbs of it where two are joined. */
record Conjugation(String present, Claim.Joined joined) {

    private static final List<String> LINKS = List.of("and", "or", "but", "then");

    static Conjugation of(String predicate, boolean plural) {
        String[] words = predicate.split(" ");
        StringBuilder present = new StringBuilder();
        Claim.Joined joined = Claim.Joined.NO;
        for (int i = 0; i < words.length; i++) {
            String word = words[i];
            String bare = word.toLowerCase(Locale.ENGLISH).replaceAll("[^a-z]", "");
            String before = i == 0 ? "" : words[i - 1].toLowerCase(Locale.ENGLISH);
            boolean linked = i > 0 && (LINKS.contains(before)
                    || LINKS.contains(i > 1 ? words[i - 2].toLowerCase(Locale.ENGLISH) : "")
                    && before.matches("will|then|also|finally|not|still"));
            boolean verb = i == 0 || linked && English.isVerb(bare) && !isNoun(words, i);
            if (linked && verb) {
                joined = before.equals("or") || i > 1 && words[i - 2].equalsIgnoreCase("or") ? Claim.Joined.OR
                        : before.equals("but") ? joined : Claim.Joined.AND;
            }
            if (word.equalsIgnoreCase("will") && linked) {
                continue;
            }
            String form = verb && word.matches("[a-z]+") && (i > 0 || English.isVerb(bare) || word.matches("[a-z]{3,}"))
                    ? English.present(word, plural) : word;
            present.append(i == 0 ? "" : " ").append(form);
        }
        if (joined == Claim.Joined.NO && predicate.matches("(?i).*\\b(?:and|or) (?:the |a |an )?[\\w’' ]{1,60}? will"
                + " .*")) {
            joined = predicate.matches("(?i).*\\band (?:the |a |an )?[\\w’' ]{1,60}? will .*") ? Claim.Joined.AND
                    : Claim.Joined.OR;
        }
        return new Conjugation(present.toString(), joined);
    }

    private static boolean isNoun(String[] words, int index) {
        return index + 1 == words.length && words[index - 1].equalsIgnoreCase("and");
    }
}
