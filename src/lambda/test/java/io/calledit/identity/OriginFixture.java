package io.calledit.identity;

import java.util.Set;

/** The look at origins as it is by default, for the tests of other rooms. */
public final class OriginFixture {

    private OriginFixture() {}

    public static OriginCheck byDefault() {
        return new OriginCheck(OriginConfigFixture.of(false, Set.of(), Set.of()));
    }
}
