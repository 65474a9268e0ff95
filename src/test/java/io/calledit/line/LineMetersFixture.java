package io.calledit.line;

import java.time.Clock;

import io.calledit.sight.MetersFixture;

/** The line's meters, for tests that don't look at them. */
final class LineMetersFixture {

    private LineMetersFixture() {
    }

    static LineMeters unseen() {
        return new LineMeters(MetersFixture.unseen(), Clock.systemUTC());
    }
}
