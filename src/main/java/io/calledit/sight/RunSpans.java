package io.calledit.sight;

import java.time.Duration;
import java.time.Instant;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.interceptor.Interceptor;

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
import io.quarkus.runtime.ShutdownEvent;

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

    private static final int AFTER_THE_RUNS = Interceptor.Priority.LIBRARY_AFTER;
    private static final int LONGEST_GOODBYE_S = 3;

    private final boolean enabled;
    private final Instance<SpanExporter> exporter;
    private final Executor workers;
    private final String service;
    private final Queue<RunReport> waiting = new ConcurrentLinkedQueue<>();
    private SdkTracerProvider provider; // guarded by this

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
            waiting.add(run);
            workers.execute(this::traceAll); // the first one builds the exporter
        }
    }

    private synchronized void traceAll() {
        for (RunReport run = waiting.poll(); run != null; run = waiting.poll()) {
            trace(run, tracer());
        }
    }

    private static void trace(RunReport run, Tracer tracer) {
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

    private Tracer tracer() {
        if (provider == null) {
            provider = SdkTracerProvider.builder()
                    .setResource(Resource.getDefault().toBuilder().put("service.name", service).build())
                    .addSpanProcessor(BatchSpanProcessor.builder(exporter.get()).build())
                    .build();
        }
        return provider.get("io.calledit");
    }

    /** Sends what has not been sent yet, when the last runs have ended; takes a few seconds at most. */
    synchronized void close(@Observes @Priority(AFTER_THE_RUNS) ShutdownEvent stopping) {
        traceAll();
        if (provider != null) {
            provider.shutdown().join(LONGEST_GOODBYE_S, TimeUnit.SECONDS);
        }
    }
}
