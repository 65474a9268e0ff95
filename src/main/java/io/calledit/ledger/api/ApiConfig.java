package io.calledit.ledger.api;

import java.time.Duration;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How much the API takes in one request, and how slowly. */
@ConfigMapping(prefix = "calledit.api")
interface ApiConfig {

    /** The largest body in JSON: more than a call with every text at its limit. */
    @WithDefault("256K")
    MemorySize largestJson();

    /** The largest file that is imported. It is held in memory while it is read. */
    @WithDefault("10M")
    MemorySize largestCsv();

    /** How long a body may take, whatever its size, and beside what {@link #slowestBody} allows for its size. */
    @WithDefault("10s")
    Duration bodyTime();

    /** How much of a body has to come in a second. */
    @WithDefault("64K")
    MemorySize slowestBody();

    /** How many bodies may be coming in at once: half of the workers, of which each holds one. */
    @WithDefault("32")
    int bodiesAtOnce();
}
