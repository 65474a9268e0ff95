package io.calledit.model.rules.deadline;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where in a sentence the clause stands that the rest hangs on ("if it rains on Saturday"); empty where there is none. */
public record Condition(int from, int to) {

    private static final Condition NONE = new Condition(0, 0);
    private static final Pattern CLAUSE = Pattern.compile("^.{0,40}?\\b((?:if|unless|assuming|provided that)"
            + " [^,]{3,200},)"
            + "|(?<!what)(?<!remind me)[, ]((?:if|unless|assuming|provided that|as long as) .{3,200})$");

    /** Finds the clause, before its comma or at the end of a folded sentence. */
    public static Condition of(String folded) {
        Matcher clause = CLAUSE.matcher(folded);
        if (!clause.find()) {
            return NONE;
        }
        int group = clause.group(1) == null ? 2 : 1;
        return new Condition(clause.start(group), clause.end(group));
    }

    public boolean isEmpty() {
        return to == from;
    }

    boolean holds(Reading reading) {
        return reading.from() >= from && reading.from() < to;
    }

    /** The sentence with this clause blanked out, at the same length. */
    public String without(String sentence) {
        return sentence.substring(0, from) + " ".repeat(to - from) + sentence.substring(to);
    }
}
