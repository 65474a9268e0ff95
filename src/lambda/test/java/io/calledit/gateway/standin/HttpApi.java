package io.calledit.gateway.standin;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;

import io.calledit.gateway.standin.lambda.Function;
import io.calledit.gateway.standin.lambda.FunctionError;
import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import org.jboss.logging.Logger;

/**
 * An HTTP API with one route, which a function answers that is given each request as an event in the format 2.0.
 *
 * @see <a href="https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html">Lambda
 *     proxy integrations for HTTP APIs</a>
 */
final class HttpApi {

    static final String STAGE = "$default";
    static final String ROUTE = "ANY /api/{proxy+}";
    static final String PATH = "/api/";

    private static final Logger LOG = Logger.getLogger(HttpApi.class);

    private final Limits limits;
    private final Function function;
    private final Authorizer authorizer;

    HttpApi(Limits limits, Function function, Authorizer authorizer) {
        this.limits = limits;
        this.function = function;
        this.authorizer = authorizer;
    }

    /** Answers a request; on the request's event loop. */
    void receive(HttpServerRequest request, Context loop) {
        request.body().onSuccess(body -> {
            if (body.length() > limits.request()) {
                refuse(request, 413, "Request Entity Too Large");
                return;
            }
            authorizer.ask(request).thenAccept(said -> loop.runOnContext(now -> {
                if (said instanceof Authorizer.Allowed allowed) {
                    invoke(request, new HttpEvent(request, body, allowed.context()).json().toString(), loop);
                } else {
                    int status = ((Authorizer.Refused) said).status();
                    refuse(request, status, status == 401 ? "Unauthorized" : status == 403 ? "Forbidden" : "Internal Server Error");
                }
            }));
        });
    }

    private void invoke(HttpServerRequest request, String event, Context loop) {
        if (event.getBytes(StandardCharsets.UTF_8).length > limits.invocation()) {
            refuse(request, 413, "Request Entity Too Large");
            return;
        }
        function.invoke(event)
                .orTimeout(limits.integration().toMillis(), MILLISECONDS)
                .thenApply(this::checked)
                .whenComplete((answer, failure) -> loop.runOnContext(now -> {
                    if (failure == null) {
                        pass(request.response(), answer);
                        return;
                    }
                    LOG.warnf("%s %s: %s", request.method(), request.path(), failure);
                    boolean late = failure instanceof TimeoutException || failure.getCause() instanceof TimeoutException;
                    refuse(request, late ? 503 : 500, late ? "Service Unavailable" : "Internal Server Error");
                }));
    }

    private JsonObject checked(String answer) {
        if (answer.getBytes(StandardCharsets.UTF_8).length > limits.invocation()) {
            throw new CompletionException(new FunctionError(
                    "Response payload size exceeded maximum allowed payload size (" + limits.invocation() + " bytes)."));
        }
        return new JsonObject(answer);
    }

    private static void pass(HttpServerResponse response, JsonObject answer) {
        response.setStatusCode(answer.getInteger("statusCode"));
        answer.getJsonObject("headers", new JsonObject()).forEach(header -> response.putHeader(header.getKey(), header.getValue().toString()));
        if (!response.headers().contains("content-type")) {
            response.putHeader("content-type", "application/json");
        }
        String body = answer.getString("body", "");
        response.end(answer.getBoolean("isBase64Encoded", false) ? Buffer.buffer(Base64.getDecoder().decode(body)) : Buffer.buffer(body));
    }

    private static void refuse(HttpServerRequest request, int status, String message) {
        request.response()
                .setStatusCode(status)
                .putHeader("content-type", "application/json")
                .end(new JsonObject().put("message", message).toString());
    }
}
