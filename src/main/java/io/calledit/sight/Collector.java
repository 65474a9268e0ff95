package io.calledit.sight;

import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporterBuilder;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import io.quarkus.arc.DefaultBean;

/** The way to the collector of traces; made when the first trace goes there. */
@Singleton
class Collector {

    @Produces
    @DefaultBean
    @Dependent
    SpanExporter exporter(SightConfig config) {
        OtlpHttpSpanExporterBuilder exporter =
                OtlpHttpSpanExporter.builder().setEndpoint(config.traces().endpoint().toString());
        config.traces().headers().forEach(exporter::addHeader);
        return exporter.build();
    }
}
