package io.calledit.sight;

import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** What is shown, to whom, and where it is sent. */
@ConfigMapping(prefix = "calledit.sight")
interface SightConfig {

    /**
     * What a collector has to name to be shown the metrics ({@code Authorization: Bearer …}). Without one they are shown
     * to this machine alone.
     */
    Optional<String> metricsKey();

    Price price();

    Traces traces();

    /** What a model's tokens cost. There is no default: prices differ by model and region, and change. */
    interface Price {

        /** US dollars for a million tokens that a model reads. */
        OptionalDouble input();

        /** US dollars for a million tokens that a model writes. */
        OptionalDouble output();
    }

    /** Where traces go: OTLP over HTTP, in protobuf. */
    interface Traces {

        @WithDefault("false")
        boolean enabled();

        @WithDefault("http://localhost:4318/v1/traces")
        URI endpoint();

        /** Headers for the collector, such as a key. */
        Map<String, String> headers();
    }
}
