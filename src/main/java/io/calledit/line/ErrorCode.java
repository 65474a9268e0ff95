package io.calledit.line;

import java.util.Locale;

/** What can go wrong, as the protocol names it. */
public enum ErrorCode {
    BAD_MESSAGE(false),
    UNKNOWN_ACTION(false),
    NO_PROMPT(false),
    PROMPT_TOO_LONG(false),
    TOO_MANY_MESSAGES(true),
    TOO_MANY_CONNECTIONS(true),
    TOO_MANY_RUNS(true),
    RATE_LIMITED(true),
    SERVER_BUSY(true),
    SHUTTING_DOWN(true),
    UNAUTHORIZED(false),
    UNKNOWN_RUN(false),
    MODEL_UNAVAILABLE(true),
    MODEL_TIMEOUT(true),
    MODEL_REFUSED(false),
    UNREADABLE_PLAN(true),
    INTERNAL(true);

    private final boolean retryable;
    private final String wireName = name().toLowerCase(Locale.ROOT);

    ErrorCode(boolean retryable) {
        this.retryable = retryable;
    }

    /** Whether the same request may succeed later, unless the error at hand says otherwise. */
    boolean retryable() {
        return retryable;
    }

    /** As the protocol writes it. */
    public String wireName() {
        return wireName;
    }
}
