package io.calledit.identity;

import java.util.Optional;
import java.util.Set;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** From where a socket may be opened. */
@ConfigMapping(prefix = "calledit.origin")
interface OriginConfig {

    /** Origins beside the service's own, such as {@code https://calledit.example}, where the page is served elsewhere. */
    Optional<Set<String>> allowed();

    /**
     * Whether a client has to name its origin. Browsers always do, and only they can be made to act for somebody else;
     * terminal clients don't.
     */
    @WithDefault("false")
    boolean required();
}
