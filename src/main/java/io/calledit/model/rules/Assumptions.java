package io.calledit.model.rules;

import io.calledit.model.rules.Criteria.Mode;
import io.calledit.model.rules.deadline.Deadline;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Says what the criteria take for granted that the person didn't say. */
final class Assumptions {

    private Assumptions() {
    }

    static List<String> of(Claim claim, Deadline deadline, Subject subject, Mode mode) {
        Set<String> assumptions = new LinkedHashSet<>();
        Catalogue.Domain domain = subject.domain();
        if (domain.id().equals("weather") && !subject.placed()) {
            assumptions.add("No place is named, so the official station nearest to where the predictor lives decides.");
        }
        if (mode == Mode.AT_THE_END && !deadline.isOneDay()) {
            assumptions.add("“Will " + claim.predicate().split(" ")[0] + "” is read as how things stand on "
                    + deadline.day() + ", not at any time before.");
        }
        if (mode == Mode.ONCE && !claim.negated() && !deadline.isOneDay()) {
            assumptions.add("Once is enough: the value doesn’t have to last until " + deadline.day() + ".");
        }
        if (claim.hasQuantity() && claim.quantity().prefix().equals("$") && mode != Mode.COUNTED) {
            assumptions.add("“$” means US dollars.");
        }
        if (claim.hasQuantity() && claim.quantity().unit().startsWith("degree")) {
            assumptions.add("Degrees are those of the scale that is usual in " + subject.place() + ".");
        }
        if (claim.sentence().matches("(?s).*\\b[Tt]he predictor’s (?:household|group)\\b.*")) {
            assumptions.add("“We” means the predictor and those they speak for.");
        }
        if (domain.id().equals("economy") && deadline.isNamed() && claim.hasQuantity()) {
            assumptions.add("Official figures come out weeks after the month they describe, and only what is published"
                    + " by " + deadline.day()
                    + " counts; move the date if a later release is meant.");
        }
        domain.notes().stream().filter(note -> !deadline.isNamed()
                || claim.sentence().contains("meeting")).forEach(assumptions::add);
        return List.copyOf(assumptions);
    }
}
