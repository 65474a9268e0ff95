package io.calledit.ledger.api;

import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.NotSupportedException;
import jakarta.ws.rs.container.ContainerRequestContext;

import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/**
 * Refuses bodies that don't say what they are: JAX-RS would take them for whatever fits, and a browser may send one to
 * another site without asking it first.
 */
class TypedBodies {

    @ServerRequestFilter
    void check(ContainerRequestContext request) {
        if (request.getMethod().equals(HttpMethod.POST) && request.getMediaType() == null) {
            throw new NotSupportedException();
        }
    }
}
