package io.calledit.gateway;

import java.util.Map;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Named;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2WebSocketEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2WebSocketResponse;

import org.jboss.logging.Logger;

import io.calledit.identity.CurrentOwner;
import io.calledit.identity.OriginCheck;
import io.calledit.identity.Owner;

/**
 * The line's Lambda function. It takes the events of an API Gateway WebSocket API: {@code $connect}, {@code $disconnect}, and
 * messages by whatever other route, which are answered on their connection and not here.
 *
 * <p>A message that starts or resumes a run keeps the function for as long as that takes, so its route has to call it
 * asynchronously.
 */
@Named(LineHandler.NAME)
@ApplicationScoped
public class LineHandler implements RequestHandler<APIGatewayV2WebSocketEvent, APIGatewayV2WebSocketResponse> {

    private static final Logger LOG = Logger.getLogger(LineHandler.class);

    /** By this the function's settings choose it. */
    static final String NAME = "line";

    private static final int OK = 200;
    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;

    private final GatewayConfig config;
    private final Switchboard switchboard;
    private final OriginCheck origins;
    private final CurrentOwner anybody;

    LineHandler(GatewayConfig config, Switchboard switchboard, OriginCheck origins, CurrentOwner anybody) {
        this.config = config;
        this.switchboard = switchboard;
        this.origins = origins;
        this.anybody = anybody;
    }

    @Override
    public APIGatewayV2WebSocketResponse handleRequest(APIGatewayV2WebSocketEvent event, Context context) {
        Visit visit = Visit.of(event, config.endpointOverride());
        switch (visit.route()) {
            case "$connect" -> {
                return answer(connect(event, visit));
            }
            case "$disconnect" -> switchboard.closed(visit.connectionId());
            default -> switchboard.message(visit, context::getRemainingTimeInMillis);
        }
        return answer(OK);
    }

    private int connect(APIGatewayV2WebSocketEvent event, Visit visit) {
        Optional<Owner> owner = config.anonymous() ? visit.owner().or(() -> Optional.of(anybody.get())) : visit.owner();
        if (owner.isEmpty()) {
            LOG.warn("A connection was refused that no authorizer had looked at");
            return UNAUTHORIZED;
        }
        if (!origins.isWelcome(header(event, "Origin"), header(event, "Host"))) {
            LOG.warn("A connection was refused to a page of another site");
            return FORBIDDEN;
        }
        switchboard.opened(visit.connectionId(), owner.get());
        return OK;
    }

    /** A header, whose name may be written in any case; null where there is none. */
    private static String header(APIGatewayV2WebSocketEvent event, String name) {
        Map<String, String> headers = event.getHeaders() == null ? Map.of() : event.getHeaders();
        return headers.entrySet().stream()
                .filter(header -> header.getKey().equalsIgnoreCase(name))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(null);
    }

    private static APIGatewayV2WebSocketResponse answer(int status) {
        APIGatewayV2WebSocketResponse response = new APIGatewayV2WebSocketResponse();
        response.setStatusCode(status);
        return response;
    }
}
