package io.calledit.identity;

import java.util.Optional;
import java.util.Set;

/** Settings of the door, for tests. */
record OriginConfigFixture(boolean required, Optional<Set<String>> allowed, Optional<Set<String>> hosts) implements OriginConfig {

    static OriginConfig of(boolean required, Set<String> allowed, Set<String> hosts) {
        return new OriginConfigFixture(required, Optional.of(allowed), Optional.of(hosts));
    }
}
