package io.calledit.planning;

import java.time.Duration;
import java.util.function.BiFunction;

import jakarta.inject.Singleton;

import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.invocation.InvocationContext;
import dev.langchain4j.service.tool.ToolExecutionResult;
import io.quarkiverse.langchain4j.runtime.tool.QuarkusToolExecutor;

/**
 * Tells a run's {@link ToolListener} before and after every tool.
 *
 * <p>The framework's own event fires only afterwards and not for a failure, so this wraps the execution instead.
 */
@Singleton
class WatchedTools implements QuarkusToolExecutor.Wrapper {

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
        boolean failed = true;
        try {
            ToolExecutionResult result = tool.apply(request, context);
            failed = result.isError();
            return result;
        } finally {
            Duration took = Duration.ofNanos(System.nanoTime() - start);
            listener.ended(request.id(), request.name(), request.arguments(), failed, took);
        }
    }
}
