package io.calledit.model.rules;

import io.calledit.model.rules.deadline.Dates;
import io.calledit.model.rules.deadline.Deadline;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;

/** Says how a stranger goes about deciding one prediction. */
record Steps(Claim claim, Deadline deadline, Subject subject, Criteria criteria, ZonedDateTime now) {

    List<String> lines() {
        List<String> lines = new ArrayList<>();
        String first = shortName(subject.sources().get(0));
        String second = subject.sources().size() > 1 ? shortName(subject.sources().get(1)) : null;
        boolean personal = subject.domain().isPersonal();
        if (claim.condition() != null) {
            lines.add("First find out whether the condition came about: " + claim.condition().replaceFirst("^not: ",
                    "") + ".");
        }
        if (personal) {
            if (claim.hasQuantity() || subject.domain().id().matches("habit|weight|fitness|money")) {
                lines.add("Today, write down where things stand, so that there is a start to compare with.");
            }
            lines.add("After " + criteria.until() + ", open " + inside(first) + " and look for: " + about() + ".");
        } else {
            lines.add("After " + criteria.until() + ", open " + inside(first) + " and look up "
                    + subject.fill(subject.domain().look()) + ".");
        }
        lines.add(comparison());
        if (second != null) {
            lines.add(personal ? "Where the record leaves a doubt, ask for the second source: " + inside(second) + "."
                    : "Check it against " + inside(second) + "; if the two disagree, " + inside(first) + " decides.");
        }
        lines.add((claim.negated() ? "Write the verdict down with what was searched and where" : "Write the verdict"
                + " down with the figure or fact that decided it")
                + ", and keep a dated " + (personal ? "copy of the record."
                : "screenshot or archived copy of the page."));
        return lines;
    }

    private String comparison() {
        String window = deadline.isOneDay() ? "for " + deadline.day()
                : "from " + Dates.day(deadline.opens()) + " to " + deadline.day();
        return switch (criteria.mode()) {
            case ONCE -> "Go through the values " + window + ", note the " + (claim.quantity().comparison().isUpward()
                    ? "highest" : "lowest")
                    + " and see whether it is " + criteria.threshold() + ".";
            case AT_THE_END -> "Read the value for " + deadline.day() + " and see whether it is " + criteria.threshold()
                    + ".";
            case THROUGHOUT -> "Go through every value " + window + " and see whether one of them is not "
                    + criteria.threshold() + ".";
            case MOVED -> "Note the value of " + Dates.day(now.toLocalDate()) + " and those " + window
                    + ", and work out the change between them.";
            case COUNTED -> counted();
        };
    }

    private String counted() {
        String check = criteria.act() == null ? "" : subject.fill(criteria.act().check()) + " ";
        if (claim.hasQuantity()) {
            return "Compare the figure with the threshold, " + claim.quantity().condition() + ", for this claim: "
                    + about() + ".";
        }
        return subject.domain().isPersonal() ? "See whether the record shows that it was wholly done, and on which day."
                : check + "Decide whether this happened " + window() + ": " + about() + ".";
    }

    private String window() {
        return deadline.isOneDay() ? "on " + deadline.day() : deadline.opens().isAfter(now.toLocalDate())
                ? deadline.phrase() : "by " + criteria.until();
    }

    private String about() {
        return claim.isSure() ? Criteria.bare(claim.happens()) : "“" + Criteria.bare(claim.sentence()) + "”";
    }

    private static String shortName(String source) {
        int bracket = source.indexOf(" (");
        return bracket > 0 ? source.substring(0, bracket) : source;
    }

    private static String inside(String name) {
        return name.startsWith("The ") || name.startsWith("A ")
                ? Character.toLowerCase(name.charAt(0)) + name.substring(1) : name;
    }
}
