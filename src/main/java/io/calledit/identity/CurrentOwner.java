package io.calledit.identity;

import jakarta.enterprise.context.ApplicationScoped;

/** Says who is asking. Until people can sign in, everyone who reaches the service is the one person it serves. */
@ApplicationScoped
public class CurrentOwner {

    private static final Owner LOCAL = new Owner("local");

    public Owner get() {
        return LOCAL;
    }
}
