package io.calledit.planning;

import java.time.Duration;

/** Hears of every tool that the model uses while one plan is drafted. */
public interface ToolListener {

    /** The name under which a listener travels in the AI service's invocation parameters. */
    String KEY = "calledit.tool-listener";

    /**
     * A tool is about to run.
     *
     * @param id the model's id for this use of the tool
     * @param input the arguments as the model wrote them: JSON, if the model kept to the rules
     */
    void started(String id, String name, String input);

    /** The tool has answered; {@code failed} says that the model was given an error to read instead of a result. */
    void ended(String id, String name, String input, boolean failed, Duration took);
}
