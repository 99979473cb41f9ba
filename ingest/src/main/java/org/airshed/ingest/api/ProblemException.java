package org.airshed.ingest.api;

/** Carries a {@link Problem} from where it was found to where it is answered. */
final class ProblemException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Problem problem;

    ProblemException(Problem problem) {
        super(problem.detail(), null, false, false); // an answer, not a failure: no trace
        this.problem = problem;
    }

    Problem problem() {
        return problem;
    }
}
