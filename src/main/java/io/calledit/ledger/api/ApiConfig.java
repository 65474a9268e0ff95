package io.calledit.ledger.api;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How much the API takes in one request. */
@ConfigMapping(prefix = "calledit.api")
interface ApiConfig {

    /** The largest body in JSON: more than a call with every text at its limit. */
    @WithDefault("256K")
    MemorySize largestJson();

    /** The largest file that is imported. It is held in memory while it is read. */
    @WithDefault("10M")
    MemorySize largestCsv();
}
