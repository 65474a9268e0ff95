package io.calledit.line;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Locale;

import dev.langchain4j.model.output.TokenUsage;
import io.calledit.prediction.Plan;

/** A message from the server to a client; docs/protocol.md says what each means. */
public sealed interface Frame {

    /** A frame of a run: numbered from 1, without gaps. */
    sealed interface OfRun extends Frame {

        String runId();

        int seq();

        /** The number of the first frame that is joined in this one; {@link #seq} where none is. */
        default int from() {
            return seq();
        }

        /** Whether this frame ends its run. */
        default boolean isLast() {
            return false;
        }
    }

    /**
     * The run is under way.
     *
     * @param prompt what was asked for, for a reader that didn't ask
     * @param timezone where that was
     */
    record Processing(String runId, int seq, String message, String prompt, String timezone) implements OfRun {}

    /**
     * The model could not be asked, and will be once more. Nothing that was sent is sent again.
     *
     * @param attempt which try it will be; the first one is 1
     * @param in how long until then
     */
    record Retrying(String runId, int seq, String message, int attempt, Duration in) implements OfRun {}

    /** The model's answer was no plan that could be checked; the text that follows is its next one, from the start. */
    record Repairing(String runId, int seq, String message) implements OfRun {}

    /** The model has finished; the plan follows. */
    record Finished(String runId, int seq) implements OfRun {}

    /**
     * Words of the model.
     *
     * @param from the number of the first frame that is joined in this one; {@code seq} where none is
     */
    record Text(String runId, int from, int seq, String content) implements OfRun {

        public Text(String runId, int seq, String content) {
            this(runId, seq, seq, content);
        }
    }

    /**
     * A tool is used.
     *
     * @param input the arguments, as JSON
     * @param took null while the tool runs
     */
    record Tool(String runId, int seq, String id, String name, String input, State state, Duration took) implements OfRun {

        /** How far the use of a tool has come. */
        public enum State {
            STARTED,
            DONE,
            FAILED;

            /** As the protocol writes it. */
            public String wireName() {
                return name().toLowerCase(Locale.ROOT);
            }
        }
    }

    /**
     * The plan; ends a run that worked.
     *
     * @param from the number of the {@link Finished} that is joined in this one; {@code seq} where it isn't
     * @param usage null where the model doesn't count tokens
     */
    record Complete(String runId, int from, int seq, Plan plan, String model, TokenUsage usage) implements OfRun {

        public Complete {
            requireNonNull(plan, "plan");
            requireNonNull(model, "model");
        }

        public Complete(String runId, int seq, Plan plan, String model, TokenUsage usage) {
            this(runId, seq, seq, plan, model, usage);
        }

        /** The two as one frame. */
        public Complete joinedTo(Finished before) {
            return new Complete(runId, before.seq(), seq, plan, model, usage);
        }

        @Override
        public boolean isLast() {
            return true;
        }
    }

    /** Ends a run that didn't work. */
    record Failed(String runId, int seq, Problem problem) implements OfRun {

        @Override
        public boolean isLast() {
            return true;
        }
    }

    /** Ends a run that was stopped. */
    record Stopped(String runId, int seq) implements OfRun {

        @Override
        public boolean isLast() {
            return true;
        }
    }

    /** Answers a message that could not be carried out. */
    record Refused(Problem problem) implements Frame {}

    /** Answers a ping. */
    record Pong() implements Frame {}
}
