package io.calledit.gateway.standin;

/** The function is at fault: it threw, didn't start, ended, or took too long. */
final class FunctionError extends Exception {

    private static final long serialVersionUID = 1;

    FunctionError(String message) {
        super(message);
    }
}
