package io.calledit.ledger.api;

import java.time.Instant;

import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Singleton;

import io.calledit.time.SetClock;

/** The clock of the service under test. */
@Alternative
@Singleton
class ServiceClock extends SetClock {

    static final Instant START = Instant.parse("2026-11-22T17:18:35.123Z");

    ServiceClock() {
        super(START);
    }
}
