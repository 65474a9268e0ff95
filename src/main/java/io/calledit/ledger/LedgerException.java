package io.calledit.ledger;

import java.util.List;
import java.util.Optional;

import io.calledit.planning.FieldError;
import io.calledit.prediction.CallId;

/** Why the ledger didn't do what was asked. The message is for the person who asked. */
public abstract sealed class LedgerException extends RuntimeException {

    private LedgerException(String message, Throwable cause) {
        super(message, cause);
    }

    /** What was sent can't be written; nothing was. */
    public static final class Invalid extends LedgerException {

        private final transient List<FieldError> errors;

        public Invalid(List<FieldError> errors) {
            super(errors.stream().map(FieldError::toString).reduce((a, b) -> a + "; " + b).orElse("invalid"), null);
            this.errors = List.copyOf(errors);
        }

        public List<FieldError> errors() {
            return errors;
        }
    }

    /** The owner has no such call. */
    public static final class NoSuchCall extends LedgerException {

        public NoSuchCall() {
            super("There is no such call.", null);
        }
    }

    /** How the call's plan was drafted wasn't kept. */
    public static final class NoTranscript extends LedgerException {

        NoTranscript(Optional<Drafting> drafting) {
            super("There is no transcript of this call. " + (drafting.orElse(null) instanceof Drafting.NotKept missing
                    ? missing.reason().sentence()
                    : "Its plan wasn’t drafted here."), null);
        }
    }

    /** What the call has come to doesn't allow it. */
    public static final class NotAllowed extends LedgerException {

        public NotAllowed(String message) {
            super(message, null);
        }
    }

    /** A file can't be imported; nothing of it was. */
    public static final class BadLines extends LedgerException {

        /**
         * What is wrong with a line.
         *
         * @param line its number in the file, from 1, the header included
         * @param field the column, where it is about one
         */
        public record BadLine(long line, Optional<String> field, String message) {}

        private final transient List<BadLine> lines;

        public BadLines(List<BadLine> lines) {
            super("The file can’t be imported; nothing of it was.", null);
            this.lines = List.copyOf(lines);
        }

        /** At least one, ascending; not necessarily all of them. */
        public List<BadLine> lines() {
            return lines;
        }
    }

    /** The idempotency key belongs to another request, which was carried out. */
    public static final class KeyReused extends LedgerException {

        private final transient CallId call;

        KeyReused(CallId call) {
            super("This idempotency key was used before, for something else.", null);
            this.call = call;
        }

        /** The call that the other request was about. */
        public CallId call() {
            return call;
        }
    }

    /** The store doesn't work. */
    public static final class Unavailable extends LedgerException {

        /** What is in the way. */
        public enum Reason {
            /** There is no room left. */
            FULL("There is no room left for the ledger, so nothing can be saved."),
            READ_ONLY("The ledger’s folder can’t be written to, so nothing can be saved."),
            DAMAGED("The ledger is damaged. Whoever runs this server finds more in the log."),
            NEWER("The ledger’s file was written by a newer release, which this one can’t read. Nothing was changed."),
            BUSY("The ledger is busy right now. Try again in a moment."),
            UNREACHABLE("The ledger can’t be reached right now. Try again in a moment.");

            private final String message;

            Reason(String message) {
                this.message = message;
            }

            /** Whether the same request may succeed without anyone's doing. */
            public boolean passes() {
                return this == BUSY || this == UNREACHABLE;
            }
        }

        private final Reason reason;

        public Unavailable(Reason reason, Throwable cause) {
            super(reason.message, cause);
            this.reason = reason;
        }

        public Reason reason() {
            return reason;
        }
    }
}
