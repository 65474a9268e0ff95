package io.calledit.line;

import java.time.Duration;

import io.quarkus.runtime.configuration.DurationConverter;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.runtime.configuration.MemorySizeConverter;
import io.smallrye.config.SmallRyeConfigBuilder;

/** The line's own defaults, and what a test sets instead. */
final class LineConfigFixture {

    private LineConfigFixture() {}

    /** @param settings keys and values in turn */
    static LineConfig with(String... settings) {
        SmallRyeConfigBuilder config = new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .withMapping(LineConfig.class)
                .withConverter(Duration.class, 100, new DurationConverter())
                .withConverter(MemorySize.class, 100, new MemorySizeConverter());
        for (int i = 0; i < settings.length; i += 2) {
            config.withDefaultValue(settings[i], settings[i + 1]);
        }
        return config.build().getConfigMapping(LineConfig.class);
    }
}
