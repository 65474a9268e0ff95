package io.calledit.sight;

import org.jboss.logging.Logger;
import org.jboss.logging.MDC;

/**
 * The lines of the log that concern a run. Each has the run's id as a field. The field is set for one line only: a run
 * changes threads, and a thread changes runs.
 */
public final class RunLines {

    private static final Logger LOG = Logger.getLogger(RunLines.class);
    private static final String RUN_ID = "runId";

    private RunLines() {}

    /** Writes lines about that run. */
    public static void about(String runId, Runnable lines) {
        MDC.put(RUN_ID, runId);
        try {
            lines.run();
        } finally {
            MDC.remove(RUN_ID);
        }
    }

    /** The one line for a run that has ended. */
    static void ended(RunReport run) {
        if (LOG.isInfoEnabled()) {
            about(run.runId(), () -> LOG.infof("Run %s ended: %s after %d ms, first words after %s, tokens in %s, out %s, retries %d",
                    run.runId(),
                    run.outcome(),
                    run.took().toMillis(),
                    run.firstWords() == null ? "–" : run.firstWords().toMillis() + " ms",
                    run.tokens() == null ? "–" : run.tokens().input(),
                    run.tokens() == null ? "–" : run.tokens().output(),
                    run.retries()));
        }
    }
}
