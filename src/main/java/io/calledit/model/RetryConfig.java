package io.calledit.model;

import java.time.Duration;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/**
 * How often a model that is busy or out of reach is asked again. All tries together have to fit into the deadline to the
 * first token ({@code calledit.line.deadline.first}), past which none is begun.
 */
@ConfigMapping(prefix = "calledit.retry")
interface RetryConfig {

    /** How often a call is made at most, the first time included; 1 for never again. */
    @WithDefault("4")
    int tries();

    /** The longest pause before the second try; it doubles with each that follows. */
    @WithDefault("1s")
    Duration baseDelay();

    /** The longest pause before any try, unless the model's server asks for a longer one. */
    @WithDefault("10s")
    Duration longestDelay();
}
