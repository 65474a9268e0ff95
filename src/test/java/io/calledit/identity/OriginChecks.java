package io.calledit.identity;

import java.util.Set;

/** Gives tests of other rooms a door that knows certain origins. */
public final class OriginChecks {

    private OriginChecks() {}

    public static OriginCheck allowing(String... origins) {
        return new OriginCheck(OriginConfigFixture.of(false, Set.of(origins), Set.of()));
    }
}
