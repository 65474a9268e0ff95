package io.calledit.planning;

/** The model's answer isn't a plan; the message says what is wrong with it, without quoting it. */
public class UnreadablePlanException extends RuntimeException {

    public UnreadablePlanException(String message) {
        super(message);
    }
}
