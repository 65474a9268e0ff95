package io.calledit.model.rules;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Decides the boundary of a result that isn't a plain number: a final score or a finishing time. */
final class Results {

    private static final Pattern SCORE = Pattern.compile("(?<![\\d/:.-])(\\d{1,3}) ?[-–] ?(\\d{1,3})(?![\\d/:.-])");
    private static final Pattern TIME = Pattern.compile(
            "\\b(?:(under|below|inside|faster than|less than|within|in|at) |(sub)-?)(?:a |about )?(\\d{1,2}:\\d{2}(?::\\d{2})?)(?![\\d:]| ?[ap]\\.?m)");

    private Results() {
    }

    /** The line that decides the boundary; empty where the claim gives neither score nor time. */
    static Optional<String> of(Claim claim, Catalogue.Domain domain) {
        String folded = claim.sentence().toLowerCase(Locale.ENGLISH);
        Matcher time = TIME.matcher(folded);
        boolean timed = domain.isSport() || domain.isPersonal();
        if (timed && time.find()) {
            String limit = time.group(3);
            boolean strict = time.group(2) != null || time.group(1).matches("under|below|inside|faster than|less than");
            return Optional.of(strict
                    ? "The official time has to be faster than " + limit + ": exactly " + limit + " doesn’t count"
                    : "The official time has to be " + limit + " or faster: exactly " + limit
                    + " counts, one second more doesn’t");
        }
        Matcher score = SCORE.matcher(folded);
        if (domain.isSport() && score.find()) {
            return Optional.of("The final score has to be exactly " + score.group(1) + "–" + score.group(2)
                    + ", the first number being that of " + (claim.isSure() ? English.inside(claim.subject())
                    : "the side named first")
                    + "; the same winner with another score doesn’t count");
        }
        return Optional.empty();
    }
}
