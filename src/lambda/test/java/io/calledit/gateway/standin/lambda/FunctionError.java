package io.calledit.gateway.standin.lambda;

/** The function is at fault: it threw, didn't start, ended, or took too long. */
public final class FunctionError extends Exception {

    private static final long serialVersionUID = 1;

    public FunctionError(String message) {
        super(message);
    }
}
