package io.calledit.gateway.rest;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;

import io.calledit.identity.CurrentOwner;
import io.calledit.identity.Owner;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.quarkus.vertx.http.runtime.QuarkusHttpHeaders;

/** Whom API Gateway's authorizer let in, for as long as their request is answered. Nobody is anyone without its word. */
@Alternative
@Priority(1)
@ApplicationScoped
class AskingOwner extends CurrentOwner {

    private final CurrentVertxRequest request;

    AskingOwner(CurrentVertxRequest request) {
        this.request = request;
    }

    /** @throws IllegalStateException if this is asked for an event that came without its owner */
    @Override
    public Owner get() {
        if (request.getCurrent() != null && request.getCurrent().request().headers() instanceof QuarkusHttpHeaders headers) {
            Owner owner = headers.getContextObject(Owner.class);
            if (owner == null) {
                throw new IllegalStateException("nobody is known to be asking");
            }
            return owner;
        }
        // Over a socket of the process's own: in the function there is none, but in tests and dev mode.
        return super.get();
    }
}
