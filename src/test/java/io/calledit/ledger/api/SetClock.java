package io.calledit.ledger.api;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Singleton;

/** A clock that stands still until a test moves it. */
@Alternative
@Singleton
class SetClock extends Clock {

    static final Instant START = Instant.parse("2026-11-22T17:18:35.123Z");

    private volatile Instant now = START;

    void set(Instant moment) {
        now = moment;
    }

    void advance(Duration time) {
        now = now.plus(time);
    }

    @Override
    public Instant instant() {
        return now;
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException();
    }
}
