package io.calledit.sight;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;

import org.eclipse.microprofile.config.inject.ConfigProperty;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;

/**
 * Runs as traces: a span for the run, and in it one for each turn of the model and each use of a tool. They are made when
 * the run has ended, of what was noted anyway, so that nothing is done for them on the way; nothing at all where traces
 * are turned off.
 */
@ApplicationScoped
class RunSpans {

    // OpenTelemetry's names where there are some: opentelemetry.io/docs/specs/semconv/gen-ai/gen-ai-spans
    private static final AttributeKey<String> RUN = AttributeKey.stringKey("calledit.run.id");
    private static final AttributeKey<String> OUTCOME = AttributeKey.stringKey("calledit.run.outcome");
    private static final AttributeKey<Long> RETRIES = AttributeKey.longKey("calledit.run.retries");
    private static final AttributeKey<String> OPERATION = AttributeKey.stringKey("gen_ai.operation.name");
    private static final AttributeKey<String> MODEL = AttributeKey.stringKey("gen_ai.response.model");
    private static final AttributeKey<Long> INPUT = AttributeKey.longKey("gen_ai.usage.input_tokens");
    private static final AttributeKey<Long> OUTPUT = AttributeKey.longKey("gen_ai.usage.output_tokens");
    private static final AttributeKey<String> TOOL = AttributeKey.stringKey("gen_ai.tool.name");
    private static final AttributeKey<String> ERROR = AttributeKey.stringKey("error.type");

    private final boolean enabled;
    private final Instance<SpanExporter> exporter;
    private final Executor workers;
    private final String service;
    private SdkTracerProvider provider; // guarded by this
    private boolean closed; // guarded by this

    RunSpans(
            SightConfig config,
            Instance<SpanExporter> exporter,
            ScheduledExecutorService workers,
            @ConfigProperty(name = "quarkus.application.name") String service) {
        this.enabled = config.traces().enabled();
        this.exporter = exporter;
        this.workers = workers;
        this.service = service;
    }

    void record(RunReport run) {
        if (enabled) {
            workers.execute(() -> trace(run)); // the first one builds the exporter
        }
    }

    private void trace(RunReport run) {
        Tracer tracer = tracer();
        if (tracer == null) {
            return;
        }
        SpanBuilder draft = tracer.spanBuilder("draft")
                .setSpanKind(SpanKind.SERVER)
                .setNoParent()
                .setStartTimestamp(run.started())
                .setAttribute(RUN, run.runId())
                .setAttribute(OUTCOME, run.outcome())
                .setAttribute(RETRIES, (long) run.retries());
        if (run.model() != null) {
            draft.setAttribute(MODEL, run.model());
        }
        if (run.tokens() != null) {
            draft.setAttribute(INPUT, run.tokens().input()).setAttribute(OUTPUT, run.tokens().output());
        }
        Span span = draft.startSpan();
        if (run.firstWords() != null) {
            span.addEvent("first token", at(run, run.firstWords()));
        }
        if (run.failed()) {
            span.setStatus(StatusCode.ERROR).setAttribute(ERROR, run.outcome());
        }
        Context inside = Context.root().with(span);
        for (RunReport.Stretch turn : run.turns()) {
            tracer.spanBuilder("chat").setSpanKind(SpanKind.CLIENT).setParent(inside)
                    .setStartTimestamp(at(run, turn.from())).setAttribute(OPERATION, "chat")
                    .startSpan().end(at(run, turn.to()));
        }
        for (RunReport.ToolUse use : run.tools()) {
            Span tool = tracer.spanBuilder("execute_tool " + use.tool()).setParent(inside)
                    .setStartTimestamp(at(run, use.when().from()))
                    .setAttribute(OPERATION, "execute_tool").setAttribute(TOOL, use.tool())
                    .startSpan();
            if (use.failed()) {
                tool.setStatus(StatusCode.ERROR);
            }
            tool.end(at(run, use.when().to()));
        }
        span.end(at(run, run.took()));
    }

    private static Instant at(RunReport run, Duration sinceItsStart) {
        return run.started().plus(sinceItsStart);
    }

    private synchronized Tracer tracer() {
        if (closed) {
            return null;
        }
        if (provider == null) {
            provider = SdkTracerProvider.builder()
                    .setResource(Resource.getDefault().toBuilder().put("service.name", service).build())
                    .addSpanProcessor(BatchSpanProcessor.builder(exporter.get()).build())
                    .build();
        }
        return provider.get("io.calledit");
    }

    /** Sends what has not been sent yet, for which it takes a few seconds at most. */
    @PreDestroy
    synchronized void close() {
        closed = true;
        if (provider != null) {
            provider.shutdown().join(3, TimeUnit.SECONDS);
        }
    }
}
