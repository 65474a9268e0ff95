package io.calledit.gateway;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** The door behind an API Gateway. */
@ConfigMapping(prefix = "calledit.gateway")
public interface GatewayConfig {

    /** The table of connections and runs under way. */
    @WithDefault("calledit-connections")
    String table();

    /** Whether the table is made where it is missing: for tests. */
    @WithDefault("false")
    boolean createTable();

    /** Where frames are posted to; by default where the event says that it comes from. */
    Optional<URI> endpointOverride();

    /** Whether a connection that no authorizer has looked at may be used, by the one person that is then served. */
    @WithDefault("false")
    boolean anonymous();

    /** How often a run is written down, and looks whether it is to be stopped; and how often those look who follow one. */
    @WithDefault("400ms")
    Duration beat();

    /** How long a connection is remembered; an API Gateway closes each after two hours. */
    @WithDefault("130m")
    Duration connectionLife();

    /** How long nothing may have been heard of a run, or of a reader of one, before its process is taken for dead. */
    @WithDefault("15s")
    Duration silence();

    /** How long before the function's time is over a run has to end, so that its end can be told and kept. */
    @WithDefault("10s")
    Duration reserve();
}
