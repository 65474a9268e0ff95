package io.calledit.planning;

import jakarta.enterprise.context.ApplicationScoped;

import dev.langchain4j.invocation.InvocationParameters;
import dev.langchain4j.service.MemoryId;
import dev.langchain4j.service.SystemMessage;
import dev.langchain4j.service.UserMessage;
import dev.langchain4j.service.V;
import io.quarkiverse.langchain4j.RegisterAiService;
import io.quarkiverse.langchain4j.ToolBox;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Multi;

/**
 * The AI service that turns a prediction into the JSON of a plan, token by token.
 *
 * <p>Application-scoped on purpose: in the default request scope, concurrent runs with tools lose their context.
 */
@RegisterForReflection(methods = false, fields = false) // the framework looks the class up by its name
@ApplicationScoped
@RegisterAiService
public interface Planner {

    /**
     * Drafts a plan.
     *
     * @param runId the run's id; it keys the chat memory that tools need, to be removed when the run has ended
     * @param now the person's date and time, ISO 8601 with offset
     * @param weekday the person's day of the week, in English
     * @param zone the person's time zone, an IANA name
     * @param prediction the prediction as a {@linkplain PredictionText#quote quoted} JSON string
     * @param parameters carries the run's {@code ModelSession} and {@link ToolListener} to where they are needed
     * @return the model's words as they come; fails with whatever the model failed with
     */
    @SystemMessage(fromResource = "/prompts/planner-system.txt")
    @UserMessage(fromResource = "/prompts/planner-user.txt")
    @ToolBox(CalendarTools.class)
    Multi<String> plan(
            @MemoryId String runId,
            @V("now") String now,
            @V("weekday") String weekday,
            @V("zone") String zone,
            @V("prediction") String prediction,
            InvocationParameters parameters);

    /**
     * Goes on where {@link #plan} ended in something that is no plan that could be checked: the model is told what was
     * wrong, and writes the whole plan once more.
     *
     * @param runId the same, with the memory of the conversation so far
     * @param faults what was wrong, as a {@linkplain PredictionText#quote(java.util.List) quoted} JSON list
     * @param parameters the same
     * @return as there
     */
    @SystemMessage(fromResource = "/prompts/planner-system.txt")
    @UserMessage(fromResource = "/prompts/planner-repair.txt")
    @ToolBox(CalendarTools.class)
    Multi<String> repair(@MemoryId String runId, @V("faults") String faults, InvocationParameters parameters);
}
