package io.calledit.sight;

import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporterBuilder;
import io.opentelemetry.exporter.sender.jdk.internal.JdkHttpSenderProvider;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import io.quarkus.arc.DefaultBean;
import io.quarkus.runtime.annotations.RegisterForReflection;

/** The way to the collector of traces; made when the first trace goes there. */
@Singleton
// The exporter finds what it sends with as a service, by name; a native image has to be told.
@RegisterForReflection(targets = JdkHttpSenderProvider.class, methods = false, fields = false)
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
