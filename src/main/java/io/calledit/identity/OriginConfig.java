package io.calledit.identity;

import java.util.Optional;
import java.util.Set;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** From where the service may be asked, and by what name. */
@ConfigMapping(prefix = "calledit.origin")
interface OriginConfig {

    /** Origins beside the service's own, such as {@code https://calledit.example}, where the page is served elsewhere. */
    Optional<Set<String>> allowed();

    /**
     * Names under which the service is reached beside {@code localhost} and addresses in numbers, such as {@code
     * calledit.example}; {@code *} for any, where something before the service looks at the name.
     */
    Optional<Set<String>> hosts();

    /**
     * Whether a client has to name its origin. Browsers always do, and only they can be made to act for somebody else;
     * terminal clients don't.
     */
    @WithDefault("false")
    boolean required();
}
