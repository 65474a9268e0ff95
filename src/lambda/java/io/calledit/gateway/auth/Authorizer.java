package io.calledit.gateway.auth;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Named;

import org.jboss.logging.Logger;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayCustomAuthorizerEvent;
import com.amazonaws.services.lambda.runtime.events.IamPolicyResponse;

import io.calledit.identity.OriginCheck;
import io.calledit.identity.Owner;

/**
 * The authorizer's Lambda function, for the WebSocket API's {@code $connect} and for the REST API. Lets in who has a token
 * that counts, in the page's cookie or as {@code Authorization: Bearer}, and comes from no other site. All others get one
 * and the same answer, which is a refusal and no failure.
 */
@Named("authorizer")
@ApplicationScoped
public class Authorizer implements RequestHandler<APIGatewayCustomAuthorizerEvent, IamPolicyResponse> {

    private static final Logger LOG = Logger.getLogger(Authorizer.class);

    private static final Pattern BEARER = Pattern.compile("Bearer +([^ ]+) *", Pattern.CASE_INSENSITIVE);
    private static final String NOBODY = "nobody";

    private final TokenCheck tokens;
    private final OriginCheck origins;
    private final String cookie;

    Authorizer(TokenCheck tokens, OriginCheck origins, SignInConfig config) {
        this.tokens = tokens;
        this.origins = origins;
        this.cookie = config.cookie();
    }

    /**
     * {@inheritDoc}
     *
     * @throws IssuerKeys.Unreachable if nothing can be said of a token; API Gateway then answers with status 500
     */
    @Override
    public IamPolicyResponse handleRequest(APIGatewayCustomAuthorizerEvent event, Context context) {
        Map<String, String> headers = Optional.ofNullable(event.getHeaders()).orElse(Map.of());
        // Requests come in by the gateway's name, which no page has: only those origins count that are named in the settings.
        if (!origins.isWelcome(header(headers, "origin").orElse(null), null)) {
            LOG.warn("A connection was refused to an origin that isn't this service's");
            return answer(NOBODY, IamPolicyResponse.denyStatement(event.getMethodArn()), Map.of());
        }
        return token(headers)
                .flatMap(tokens::ownerOf)
                .map(owner -> welcome(owner, event))
                .orElseGet(() -> answer(NOBODY, IamPolicyResponse.denyStatement(event.getMethodArn()), Map.of()));
    }

    private static IamPolicyResponse welcome(Owner owner, APIGatewayCustomAuthorizerEvent event) {
        return answer(owner.id(), IamPolicyResponse.allowStatement(event.getMethodArn()), Map.of("owner", owner.id()));
    }

    /** Who names a token in so many words means that one, whatever cookies there are. */
    private Optional<String> token(Map<String, String> headers) {
        Optional<String> authorization = header(headers, "authorization");
        if (authorization.isPresent()) {
            Matcher bearer = BEARER.matcher(authorization.get());
            return bearer.matches() ? Optional.of(bearer.group(1)) : Optional.empty();
        }
        return header(headers, "cookie").flatMap(this::inCookie);
    }

    private Optional<String> inCookie(String cookies) {
        for (String pair : cookies.split(";")) {
            int equals = pair.indexOf('=');
            if (equals > 0 && pair.substring(0, equals).strip().equals(cookie)) {
                return Optional.of(pair.substring(equals + 1).strip());
            }
        }
        return Optional.empty();
    }

    /** The WebSocket API passes names as the client wrote them, the HTTP API in lower case. */
    private static Optional<String> header(Map<String, String> headers, String name) {
        return headers.entrySet().stream()
                .filter(header -> header.getKey().toLowerCase(Locale.ROOT).equals(name))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    private static IamPolicyResponse answer(String principal, IamPolicyResponse.Statement statement, Map<String, Object> context) {
        // Without one the answer says null, which is no condition of a policy.
        statement.setCondition(Map.of());
        return IamPolicyResponse.builder()
                .withPrincipalId(principal)
                .withPolicyDocument(IamPolicyResponse.PolicyDocument.builder()
                        .withVersion(IamPolicyResponse.VERSION_2012_10_17)
                        .withStatement(List.of(statement))
                        .build())
                .withContext(context)
                .build();
    }
}
