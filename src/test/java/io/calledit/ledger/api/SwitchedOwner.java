package io.calledit.ledger.api;

import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Singleton;

import io.calledit.identity.CurrentOwner;
import io.calledit.identity.Owner;
import io.calledit.ledger.Examples;

/** Lets a test say who is asking. */
@Alternative
@Singleton
class SwitchedOwner extends CurrentOwner {

    private volatile Owner owner = Examples.ANN;

    void become(Owner other) {
        owner = other;
    }

    @Override
    public Owner get() {
        return owner;
    }
}
