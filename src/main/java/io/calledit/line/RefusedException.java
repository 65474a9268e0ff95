package io.calledit.line;

/** A client's message can't be carried out; the {@link Problem} says why, and the socket stays open. */
public class RefusedException extends RuntimeException {

    private final transient Problem problem;

    public RefusedException(ErrorCode code, String message) {
        this(Problem.of(code, message));
    }

    public RefusedException(Problem problem) {
        super(problem.message(), null, false, false);
        this.problem = problem;
    }

    /** What the client is told. */
    public Problem problem() {
        return problem;
    }
}
