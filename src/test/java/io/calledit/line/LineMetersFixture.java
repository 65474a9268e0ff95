package io.calledit.line;

import java.time.Clock;

import io.calledit.sight.MetersFixture;

/** The line's meters, for tests that don't look at them. */
final class LineMetersFixture {

    private LineMetersFixture() {
    }

    static LineMeters unseen() {
        return unseen(Clock.systemUTC());
    }

    static LineMeters unseen(Clock clock) {
        return new LineMeters(MetersFixture.unseen(), clock);
    }
}
