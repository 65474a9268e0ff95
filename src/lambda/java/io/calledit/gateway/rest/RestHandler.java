package io.calledit.gateway.rest;

import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import java.util.regex.Pattern;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Named;

import org.jboss.logging.Logger;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;

import io.calledit.identity.Owner;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.DefaultLastHttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.quarkus.netty.runtime.virtual.VirtualClientConnection;
import io.quarkus.vertx.http.runtime.QuarkusHttpHeaders;
import io.quarkus.vertx.http.runtime.VertxHttpRecorder;

/** The REST API's Lambda function: takes the events of an API Gateway HTTP API (payload 2.0). */
@Named("rest")
@ApplicationScoped
public class RestHandler implements RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> {

    private static final Logger LOG = Logger.getLogger(RestHandler.class);

    /** API Gateway waits for 29 s, and the function ends with it. */
    private static final Duration PATIENCE = Duration.ofSeconds(27);

    private static final int HTTPS = 443;

    /** Whether one of the codings that a client takes is gzip, and not at a weight of nothing. */
    private static final Predicate<String> GZIP_TAKEN =
            Pattern.compile("(^|,)\\s*gzip\\s*(;\\s*q=(1(\\.0*)?|0\\.0*[1-9]\\d*))?\\s*(,|$)", Pattern.CASE_INSENSITIVE).asPredicate();

    /** {@inheritDoc} Whoever no authorizer has let in gets status 401. */
    @Override
    public APIGatewayV2HTTPResponse handleRequest(APIGatewayV2HTTPEvent event, Context context) {
        Optional<Owner> owner = owner(event);
        if (owner.isEmpty()) {
            return Answer.problem(401, "Nobody has signed in", "The request came in without an authorizer’s word on who is asking.");
        }
        Answer answer = new Answer(header(event, "host"), GZIP_TAKEN.test(header(event, "accept-encoding")));
        VirtualClientConnection<?> connection = VirtualClientConnection.connect(answer, VertxHttpRecorder.VIRTUAL_HTTP, client(event));
        try {
            connection.sendMessage(request(event, owner.get()));
            connection.sendMessage(body(event));
            return answer.whole().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            LOG.warn("A request got no answer in the time that API Gateway waits");
            return Answer.problem(503, "It took too long", "The answer isn’t there yet. Try again.");
        } catch (ExecutionException e) {
            LOG.error("A request failed on its way through the process", e.getCause());
            return Answer.problem(500, "Something went wrong", "The service has a problem of its own.");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Answer.problem(503, "The service is about to stop", "Try again.");
        } finally {
            connection.close();
        }
    }

    private static DefaultHttpRequest request(APIGatewayV2HTTPEvent event, Owner owner) {
        QuarkusHttpHeaders headers = new QuarkusHttpHeaders();
        headers.setContextObject(Owner.class, owner);
        if (event.getHeaders() != null) {
            event.getHeaders().forEach(headers::set);
        }
        // Lengths and encodings were those of the connection to API Gateway.
        headers.remove(HttpHeaderNames.CONTENT_LENGTH);
        headers.remove(HttpHeaderNames.CONNECTION);
        if (event.getBody() != null) {
            headers.set(HttpHeaderNames.TRANSFER_ENCODING, HttpHeaderValues.CHUNKED);
        }
        String query = event.getRawQueryString();
        String path = encoded(event.getRawPath());
        String target = query == null || query.isEmpty() ? path : path + "?" + query;
        HttpMethod method = HttpMethod.valueOf(event.getRequestContext().getHttp().getMethod());
        return new DefaultHttpRequest(HttpVersion.HTTP_1_1, method, target, headers);
    }

    /** What an HTTP API calls raw it may have decoded, and then it can hold what no address does. */
    private static String encoded(String path) {
        try {
            return new URI(path).toASCIIString();
        } catch (URISyntaxException decoded) {
            try {
                return new URI(null, null, path, null).toASCIIString();
            } catch (URISyntaxException e) {
                throw new IllegalArgumentException(e);
            }
        }
    }

    private static LastHttpContent body(APIGatewayV2HTTPEvent event) {
        if (event.getBody() == null) {
            return LastHttpContent.EMPTY_LAST_CONTENT;
        }
        byte[] body = event.getIsBase64Encoded()
                ? Base64.getDecoder().decode(event.getBody())
                : event.getBody().getBytes(StandardCharsets.UTF_8);
        return new DefaultLastHttpContent(Unpooled.wrappedBuffer(body));
    }

    /** A header, whose name HTTP APIs write in lower case; empty where there is none. */
    private static String header(APIGatewayV2HTTPEvent event, String name) {
        return event.getHeaders() == null ? "" : event.getHeaders().getOrDefault(name, "");
    }

    /** Whom the authorizer let in. */
    private static Optional<Owner> owner(APIGatewayV2HTTPEvent event) {
        try {
            return Optional.ofNullable(event.getRequestContext())
                    .map(APIGatewayV2HTTPEvent.RequestContext::getAuthorizer)
                    .map(APIGatewayV2HTTPEvent.RequestContext.Authorizer::getLambda)
                    .map(context -> context.get("owner"))
                    .map(id -> new Owner(id.toString()));
        } catch (IllegalArgumentException noOwner) {
            return Optional.empty();
        }
    }

    private static InetSocketAddress client(APIGatewayV2HTTPEvent event) {
        return InetSocketAddress.createUnresolved(
                Optional.ofNullable(event.getRequestContext().getHttp().getSourceIp()).orElse("unknown"), HTTPS);
    }
}
