package io.calledit.sight;

import java.time.Clock;
import java.util.Map;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;

/** Meters without a service around them. */
public final class MetersFixture {

    private MetersFixture() {
    }

    /** Meters that nobody reads. */
    public static Meters unseen() {
        return of(new SimpleMeterRegistry(), Map.of(), Clock.systemUTC());
    }

    static Meters of(MeterRegistry registry, Map<String, String> settings, Clock clock) {
        var config = config(settings);
        return new Meters(registry, config, new RunSpans(config, null, null, "calledit"), clock);
    }

    static SightConfig config(Map<String, String> settings) {
        return new SmallRyeConfigBuilder()
                .withMapping(SightConfig.class)
                .withSources(new PropertiesConfigSource(settings, "settings", 100))
                .build()
                .getConfigMapping(SightConfig.class);
    }
}
