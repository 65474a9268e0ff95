package io.calledit.line.wire;

import java.time.Duration;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** The limits of connections. */
@ConfigMapping(prefix = "calledit.connection")
public interface WireConfig {

    /**
     * How many connections may be open at once from one address; 0 for any number. Behind a proxy that is the proxy's
     * address, unless {@code quarkus.http.proxy.*} says whom to believe about the client's own.
     */
    @WithDefault("256")
    int perAddress();

    /**
     * How many messages of one connection may wait: to be read, or for their answer to be on its way. As many more are
     * refused in words; a client that goes on even then is hung up on.
     */
    @WithDefault("64")
    int messagesWaiting();

    /** How long nothing may have come before the other end is asked whether it is there. */
    @WithDefault("10s")
    Duration pingInterval();

    /** How long nothing may have come, not even an answer to that, before the connection is given up. */
    @WithDefault("30s")
    Duration silence();
}
