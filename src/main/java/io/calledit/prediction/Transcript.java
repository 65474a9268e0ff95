package io.calledit.prediction;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/**
 * How a plan was drafted: what was asked, and what the planner wrote and did about it, each with its time.
 *
 * @param runId the draft's own name
 * @param prompt the prediction as the person wrote it
 * @param timezone the person's IANA time zone
 * @param startedAt by the server's clock, to the millisecond
 * @param took from the start to the end, in milliseconds
 * @param steps in the order in which they came
 */
public record Transcript(
        String runId, String prompt, String timezone, Instant startedAt, int took, Ending ending, List<Step> steps) {

    public Transcript {
        requireNonNull(runId, "runId");
        requireNonNull(prompt, "prompt");
        requireNonNull(timezone, "timezone");
        startedAt = startedAt.truncatedTo(ChronoUnit.MILLIS);
        requireNonNull(ending, "ending");
        steps = List.copyOf(steps);
    }

    /** What a draft came to. */
    public sealed interface Ending {

        /**
         * There was a plan.
         *
         * @param plan as the planner wrote it, whatever its person made of it later
         * @param usage nothing where the model doesn't count tokens
         */
        record Complete(Plan plan, String model, Optional<Usage> usage) implements Ending {

            public Complete {
                requireNonNull(plan, "plan");
                requireNonNull(model, "model");
                requireNonNull(usage, "usage");
            }
        }

        /** Somebody stopped it. */
        record Stopped() implements Ending {}

        /**
         * It didn't work.
         *
         * @param code as the protocol names it
         * @param message as the person was told
         */
        record Failed(String code, String message) implements Ending {

            public Failed {
                requireNonNull(code, "code");
                requireNonNull(message, "message");
            }
        }
    }

    /** How many tokens the model read and wrote, by its own count. */
    public record Usage(long inputTokens, long outputTokens) {}

    /** Something that happened on the way, so many milliseconds after the start. */
    public sealed interface Step {

        int at();

        /** The planner wrote; tokens that came almost together are one step. */
        record Text(int at, String content) implements Step {

            public Text {
                requireNonNull(content, "content");
            }
        }

        /**
         * The planner used a tool.
         *
         * @param input the arguments as the model wrote them: JSON, if it kept to the rules
         * @param took in milliseconds; nothing where the tool didn't come to an end
         */
        record Tool(int at, String name, String input, State state, Optional<Integer> took) implements Step {

            public Tool {
                requireNonNull(name, "name");
                requireNonNull(input, "input");
                requireNonNull(state, "state");
                requireNonNull(took, "took");
            }

            /** How far the use of a tool came. */
            public enum State {
                STARTED,
                DONE,
                FAILED
            }
        }

        /** The model could not be asked, and was asked again. */
        record Retrying(int at, String message) implements Step {

            public Retrying {
                requireNonNull(message, "message");
            }
        }

        /** What the planner had written was no plan; the text that follows is another try, from its start. */
        record Repairing(int at, String message) implements Step {

            public Repairing {
                requireNonNull(message, "message");
            }
        }
    }
}
