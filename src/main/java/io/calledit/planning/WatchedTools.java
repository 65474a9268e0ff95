package io.calledit.planning;

import java.time.Duration;
import java.util.function.BiFunction;

import jakarta.inject.Singleton;

import org.jboss.logging.Logger;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.exception.ToolArgumentsException;
import dev.langchain4j.invocation.InvocationContext;
import dev.langchain4j.service.tool.ToolExecutionResult;
import io.calledit.sight.RunLines;
import io.calledit.sight.Unquoted;
import io.quarkiverse.langchain4j.runtime.tool.QuarkusToolExecutor;

/**
 * Tells a run's {@link ToolListener} before and after every tool, and turns a tool's failure into words for the model.
 *
 * <p>The framework's own event fires only afterwards and not for a failure, so this wraps the execution instead.
 */
@Singleton
class WatchedTools implements QuarkusToolExecutor.Wrapper {

    private static final Logger LOG = Logger.getLogger(WatchedTools.class);

    private final ObjectMapper json;

    WatchedTools(ObjectMapper json) {
        this.json = json;
    }

    @Override
    public ToolExecutionResult wrap(
            ToolExecutionRequest request,
            InvocationContext context,
            BiFunction<ToolExecutionRequest, InvocationContext, ToolExecutionResult> tool,
            QuarkusToolExecutor executor) {
        if (!(context.invocationParameters().get(ToolListener.KEY) instanceof ToolListener listener)) {
            return tool.apply(request, context);
        }
        listener.started(request.id(), request.name(), request.arguments());
        long start = System.nanoTime();
        ToolExecutionResult result = attempt(request, context, tool);
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        listener.ended(request.id(), request.name(), request.arguments(), result.isError(), took);
        return result;
    }

    /** A tool that fails is something for the model to read and to get over; it doesn't end the run. */
    private ToolExecutionResult attempt(
            ToolExecutionRequest request,
            InvocationContext context,
            BiFunction<ToolExecutionRequest, InvocationContext, ToolExecutionResult> tool) {
        try {
            return compact(tool.apply(request, context));
        } catch (ToolInputException e) {
            return error(e.getMessage());
        } catch (ToolArgumentsException e) {
            return error("The arguments don't fit this tool. Give every argument it names, and no other, as JSON.");
        } catch (RuntimeException e) {
            RunLines.about(String.valueOf(context.chatMemoryId()), () -> LOG.errorf(Unquoted.of(e), "The tool %s failed", request.name()));
            return error("The tool failed. Go on without it.");
        }
    }

    /** The framework would indent it, and every blank is one that the model reads and that is paid for. */
    private ToolExecutionResult compact(ToolExecutionResult result) {
        if (result.result() == null || result.result() instanceof String) {
            return result;
        }
        try {
            return ToolExecutionResult.builder()
                    .isError(result.isError())
                    .result(result.result())
                    .resultText(json.writeValueAsString(result.result()))
                    .build();
        } catch (JsonProcessingException e) {
            return result;
        }
    }

    private static ToolExecutionResult error(String words) {
        return ToolExecutionResult.builder().isError(true).resultText(words).build();
    }
}
