package io.calledit.planning;

import java.util.List;
import java.util.stream.Collectors;

/** A plan in JSON isn't one that could be checked by anyone; says of every field what is wrong with it. */
public class UncheckablePlanException extends RuntimeException {

    private final transient List<FieldError> errors;

    UncheckablePlanException(List<FieldError> errors) {
        super(errors.stream().map(FieldError::toString).collect(Collectors.joining("; ")));
        this.errors = List.copyOf(errors);
    }

    /** At least one, in the order of the plan's fields. */
    public List<FieldError> errors() {
        return errors;
    }
}
