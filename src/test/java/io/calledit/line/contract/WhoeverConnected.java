package io.calledit.line.contract;

import io.calledit.identity.CurrentOwner;
import io.calledit.identity.Owner;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Singleton;

/** Lets a test say who is asking from now on. */
@Alternative
@Singleton
class WhoeverConnected extends CurrentOwner {

    private volatile Owner owner = new Owner(Door.TESTER);

    void become(String person) {
        owner = new Owner(person);
    }

    @Override
    public Owner get() {
        return owner;
    }
}
