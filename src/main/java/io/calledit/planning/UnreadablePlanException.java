package io.calledit.planning;

import java.util.List;

/** The model's answer isn't a plan that could be checked; says what is wrong with it, without quoting it. */
public class UnreadablePlanException extends RuntimeException {

    private final transient List<String> faults;

    UnreadablePlanException(List<String> faults) {
        super(String.join("; ", faults));
        this.faults = List.copyOf(faults);
    }

    /** At least one, each in words: "verification_date is not in the future". */
    public List<String> faults() {
        return faults;
    }
}
