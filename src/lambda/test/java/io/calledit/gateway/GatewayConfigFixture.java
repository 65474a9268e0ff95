package io.calledit.gateway;

import java.time.Duration;

import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.SmallRyeConfigBuilder;

/** The door's own defaults, and what a test sets instead. */
final class GatewayConfigFixture {

    private GatewayConfigFixture() {}

    /** @param settings keys and values in turn */
    static GatewayConfig with(String... settings) {
        SmallRyeConfigBuilder config = new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .withMapping(GatewayConfig.class)
                .withConverter(Duration.class, 100, new DurationConverter());
        for (int i = 0; i < settings.length; i += 2) {
            config.withDefaultValue(settings[i], settings[i + 1]);
        }
        return config.build().getConfigMapping(GatewayConfig.class);
    }
}
