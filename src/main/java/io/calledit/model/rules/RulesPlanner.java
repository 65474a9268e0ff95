package io.calledit.model.rules;

import io.calledit.model.rules.deadline.Deadline;
import io.calledit.model.rules.deadline.DeadlineFinder;
import io.calledit.model.rules.deadline.Setting;
import io.calledit.model.rules.deadline.Words;
import java.time.Period;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;

/** Reads a prediction and writes the plan that decides it. */
final class RulesPlanner {

    private final DeadlineFinder finder = new DeadlineFinder();

    /** What was understood of a prediction. */
    record Reading(String text, Deadline deadline) {
    }

    Reading read(String prediction, ZonedDateTime now) {
        String text = prediction.replaceAll("[\\p{Cntrl}\\s]+", " ").trim();
        Deadline deadline = finder.find(Words.of(text), now, new Setting("everyday events", Period.ofYears(1), null, null));
        return new Reading(text, deadline);
    }

    Draft write(Reading reading) {
        Deadline deadline = reading.deadline();
        String claim = (reading.text().substring(0, deadline.from()) + reading.text().substring(deadline.to()))
                .replaceAll("[\\s,.!?;:]+$", "").trim();
        String statement = (claim.isEmpty() ? "What was predicted happens" : claim) + ", " + deadline.phrase() + ".";
        List<String> criteria = List.of("True if, by " + deadline.day() + ", this has come true: “" + claim + "”.",
                "False if it has not come true by then.");
        List<String> notes = new ArrayList<>(deadline.notes());
        return new Draft(statement, deadline.moment(), List.of("Two independent news agencies, such as Reuters and the Associated Press"),
                criteria, List.of("On " + deadline.day() + ", look for reports on “" + claim + "”.",
                "Compare what they report with the criteria and keep a copy."), notes);
    }
}
