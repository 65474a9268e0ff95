package io.calledit.line;

/** A client's message can't be carried out; the {@link Problem} says why, and the socket stays open. */
class RefusedException extends RuntimeException {

    private final transient Problem problem;

    RefusedException(ErrorCode code, String message) {
        this(Problem.of(code, message));
    }

    RefusedException(Problem problem) {
        super(problem.message(), null, false, false);
        this.problem = problem;
    }

    Problem problem() {
        return problem;
    }
}
