package io.calledit.model.rules;

import io.calledit.model.rules.deadline.Dates;
import io.calledit.model.rules.deadline.Deadline;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/** What a plan says of a prediction that can only be quoted: its claim lies in the past, or it makes none. */
final class OwnWords {

    /** Most characters of a prediction that a statement quotes. */
    static final int LONGEST_STATEMENT = 1700;

    private static final Pattern CLAIMS_NOTHING = Pattern.compile("(?:by|on|in|at|before|until|till|after|the|of|and"
            + "|or|to|from|for|within|during|maybe|perhaps|probably|definitely"
            + "|i|think|guess|bet|predict|believe|expect|say|my|prediction|well|so|ok|okay|it|it's|that|this|will|would"
            + "|be|is|if|then|a|an)(?: |$)");

    /** A date may well be what a sentence is about: "Easter will be on 28 March". */
    private static final Pattern SAYS = Pattern.compile("(?i)\\b(?:will|is|be|falls?)\\b");
    private static final int LONGEST_LIST_OF_DATES = 200;

    private OwnWords() {
    }

    /**
     * True where nothing is left of a prediction that could come true once its deadlines are taken out.
     *
     * @param finder finds the deadline in what is left, since a text may be nothing but dates
     */
    static boolean claimsNothing(String text, Deadline deadline, Function<String, Deadline> finder) {
        String rest = deadline.isNamed()
                ? text.substring(0, deadline.from()) + " " + text.substring(deadline.to()) : text;
        if (deadline.isNamed() && rest.length() < LONGEST_LIST_OF_DATES && !SAYS.matcher(rest).find()) {
            Deadline further = finder.apply(rest);
            if (further.isNamed()) {
                return claimsNothing(rest, further, finder);
            }
        }
        String words = rest.toLowerCase(Locale.ENGLISH)
                .replace('’', '\'').replaceAll("[^\\p{L}\\p{N}']+", " ").trim();
        int at = 0;
        var word = CLAIMS_NOTHING.matcher(words);
        while (at < words.length()) {
            word.region(at, words.length());
            if (!word.lookingAt()) {
                return words.codePoints().noneMatch(Character::isLetterOrDigit);
            }
            at = word.end();
        }
        return true;
    }

    /** The statement for a claim in the past, whose words can't be bent to a date still to come. */
    static String statement(Claim claim, Deadline deadline, boolean question) {
        String condition = claim.condition() == null ? "" : claim.condition().startsWith("not: ")
                ? "Unless " + claim.condition().substring(5) + ", the" : "If " + claim.condition() + ", the";
        if (question) {
            return (condition.isEmpty() ? "The" : condition) + " answer to “" + Criteria.bare(claim.sentence())
                    + "?” is yes " + deadline.phrase() + ".";
        }
        return (condition.isEmpty() ? "The" : condition) + " following is true " + deadline.phrase() + ": “"
                + Criteria.bare(claim.sentence()) + "”.";
    }

    /** The line that keeps what is already over out of the call. */
    static String onlyFromNow(ZonedDateTime now) {
        return "Only what happens from today (" + Dates.day(now.toLocalDate())
                + ") on counts; what happened before, on the date named too, doesn’t.";
    }

    /**
     * The plan for a prediction that doesn't say what will happen.
     *
     * @param text    its words; they may be none
     * @param sources where the call would be looked up
     */
    static Draft plan(String text, Deadline deadline, ZonedDateTime now, List<String> sources) {
        String quoted = "“" + Shortening.cut(text, LONGEST_STATEMENT) + "”";
        String until = "the end of " + deadline.day();
        String time = Dates.time(deadline.moment().toLocalTime());
        until = time.equals("23:59:59") ? until : time + " on " + deadline.day();
        boolean words = !text.replaceAll("[\\s\"'“”‘’«»]", "").isEmpty();
        Set<String> source = new LinkedHashSet<>(List.of("The predictor, who alone knows what is meant"));
        source.addAll(sources.subList(0, 1));
        List<String> criteria = new ArrayList<>(List.of(
                "As it stands the call is void, neither true nor false: the prediction doesn’t say what will happen, so"
                        + " nothing can decide it.",
                "True if the prediction is completed with something that will happen before it is logged, and that"
                        + " has come about by " + until + "."));
        if (deadline.passed()) {
            criteria.add(onlyFromNow(now));
        }
        criteria.add("False if it was completed so and " + until + " (" + now.getZone().getId()
                + ") passes without it.");
        List<String> steps = List.of(
                "Before logging it, write down what will happen, in one sentence that somebody else can check.",
                "After " + until + ", look up whether that has come about; where nothing"
                        + " was written down, the call is void.",
                "Write the verdict down with the fact that decided it, or with the word “void”.");
        String missing = !words ? "The prediction has no words; say what will happen before logging it."
                : (deadline.isNamed() ? "The prediction names a date but not what will happen"
                        : "The prediction doesn’t say what will happen") + "; say what will happen before logging it.";
        List<String> assumptions = new ArrayList<>(deadline.notes());
        assumptions.add(deadline.passed() ? 1 : 0, missing);
        if (text.length() > LONGEST_STATEMENT) {
            assumptions.add(Shortening.NOTE);
        }
        assumptions.add("Days begin and end in the time zone " + now.getZone().getId() + ".");
        return new Draft(words ? "The prediction " + quoted + " comes true " + deadline.phrase() + "."
                : "The prediction, which has no words, comes true " + deadline.phrase() + ".",
                deadline.moment(), List.copyOf(source), criteria, steps, assumptions);
    }
}
