package io.calledit.ledger.api;

import java.util.Set;

import io.quarkus.test.junit.QuarkusTestProfile;

/** The service with a store, an owner, a clock and drafts that tests can get at. */
public class Watched implements QuarkusTestProfile {

    @Override
    public Set<Class<?>> getEnabledAlternatives() {
        return Set.of(WatchedStore.class, SwitchedOwner.class, ServiceClock.class, KnownDrafts.class);
    }
}
