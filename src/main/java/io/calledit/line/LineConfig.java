package io.calledit.line;

import java.time.Duration;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** The limits of the line. */
@ConfigMapping(prefix = "calledit.line")
public interface LineConfig {

    /** The largest message that is read, in bytes of UTF-8. */
    @WithDefault("16K")
    MemorySize maxMessageSize();

    /** The longest prediction, in Unicode code points after trimming. */
    @WithDefault("2000")
    int maxPromptLength();

    /** How many runs may be under way at once for one connection. */
    @WithDefault("3")
    int runsPerConnection();

    /** How many runs one connection may read at once: its own, and those it has resumed. */
    @WithDefault("16")
    int readersPerConnection();

    /**
     * How many runs one person may start in a minute, and in one go after a pause; 0 for any number. Until people can
     * sign in, everyone is the same person.
     */
    @WithDefault("30")
    int runsPerMinute();

    /**
     * How many runs may be under way on this node. More than {@code calledit.bedrock.client.connection-pool-size} would
     * wait for a stream to Bedrock and fail.
     */
    @WithDefault("${calledit.bedrock.client.connection-pool-size:500}")
    int runsOnNode();

    /** The most text that a model may write in one run, in characters; bounds a run's memory. */
    @WithDefault("200000")
    int maxRunText();

    /** The largest frame that may be sent, in bytes of UTF-8; 0 for any. A run whose model makes a larger one ends in an error. */
    @WithDefault("0")
    MemorySize maxFrameSize();

    /** How long a run goes on when nobody reads it any more. */
    @WithDefault("30s")
    Duration grace();

    /** How long the log of an ended run stays readable. */
    @WithDefault("10m")
    Duration keep();

    /** The most memory that the logs of ended runs may take, as a good estimate; past it, the oldest are forgotten. */
    @WithDefault("64M")
    MemorySize keepSize();

    /** How long runs may go on when the service is to stop; then they end in {@code shutting_down}. */
    @WithDefault("20s")
    Duration shutdownGrace();

    Deadline deadline();

    /** How long the model may take; a run that passes one of these ends in {@code model_timeout}. */
    interface Deadline {

        /**
         * Up to the model's first sign of life: a token or the use of a tool. It takes in every further try at a model
         * that is busy and the pauses between them, and begins anew after a tool and with a repair.
         */
        @WithDefault("60s")
        Duration first();

        /** Between two signs of life. */
        @WithDefault("30s")
        Duration between();

        /** For the whole run. */
        @WithDefault("300s")
        Duration whole();
    }
}
