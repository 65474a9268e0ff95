package io.calledit.gateway;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.util.Optional;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2WebSocketEvent;

import io.calledit.identity.Owner;

/**
 * One event of a gateway, as far as it matters here.
 *
 * @param gateway where frames for the connection are posted to
 * @param route {@code $connect}, {@code $disconnect}, or another, which brings a message
 * @param owner whom the gateway's authorizer let in, if there is one
 * @param body the message; empty where the event brings none
 * @param isBinary whether the message isn't text
 */
record Visit(String connectionId, URI gateway, String route, Optional<Owner> owner, String body, boolean isBinary) {

    Visit {
        requireNonNull(connectionId, "connectionId");
        requireNonNull(gateway, "gateway");
        requireNonNull(route, "route");
        requireNonNull(owner, "owner");
        requireNonNull(body, "body");
    }

    /** @param override where frames are posted to, if not to where the event comes from */
    static Visit of(APIGatewayV2WebSocketEvent event, Optional<URI> override) {
        APIGatewayV2WebSocketEvent.RequestContext context = event.getRequestContext();
        return new Visit(
                context.getConnectionId(),
                override.orElseGet(() -> URI.create("https://" + context.getDomainName() + "/" + context.getStage())),
                context.getRouteKey(),
                owner(context),
                event.getBody() == null ? "" : event.getBody(),
                event.isIsBase64Encoded());
    }

    /** An id that can't be one is nobody's. */
    private static Optional<Owner> owner(APIGatewayV2WebSocketEvent.RequestContext context) {
        if (context.getAuthorizer() == null) {
            return Optional.empty();
        }
        Object id = context.getAuthorizer().getOrDefault("owner", context.getAuthorizer().get("principalId"));
        try {
            return Optional.ofNullable(id).map(Object::toString).map(Owner::new);
        } catch (IllegalArgumentException noOwner) {
            return Optional.empty();
        }
    }
}
