package io.calledit.sight;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Singleton;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;

/** Keeps the spans that would go to a collector; only where a test turns it on. */
@Alternative
@Singleton
public class SpansInMemory implements SpanExporter {

    private record Awaited(Predicate<List<SpanData>> enough, CompletableFuture<List<SpanData>> seen) {}

    private final List<SpanData> spans = new CopyOnWriteArrayList<>();
    private final List<Awaited> awaited = new CopyOnWriteArrayList<>();

    /** The spans of the trace whose first span is about that run, once all of them are here. */
    public List<SpanData> ofRun(String runId) throws Exception {
        var enough = new Awaited(all -> !trace(runId).isEmpty(), new CompletableFuture<>());
        awaited.add(enough);
        look();
        enough.seen().get(20, TimeUnit.SECONDS); // they are sent in batches, every five seconds
        return trace(runId);
    }

    /** A run's own span ends last, and is exported with or after those inside it. */
    private List<SpanData> trace(String runId) {
        return spans.stream()
                .filter(span -> span.getAttributes().asMap().containsValue(runId))
                .map(SpanData::getTraceId)
                .findFirst()
                .map(trace -> spans.stream().filter(span -> span.getTraceId().equals(trace)).toList())
                .orElse(List.of());
    }

    private void look() {
        awaited.stream().filter(one -> one.enough().test(spans)).forEach(one -> one.seen().complete(spans));
    }

    @Override
    public CompletableResultCode export(Collection<SpanData> more) {
        spans.addAll(more);
        look();
        return CompletableResultCode.ofSuccess();
    }

    @Override
    public CompletableResultCode flush() {
        return CompletableResultCode.ofSuccess();
    }

    @Override
    public CompletableResultCode shutdown() {
        return CompletableResultCode.ofSuccess();
    }
}
