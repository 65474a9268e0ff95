package io.calledit.gateway.standin;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import org.jboss.logging.Logger;

import io.calledit.gateway.standin.lambda.Function;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/**
 * A Lambda function that says who may come in, asked in the format 1.0 at each request, as the template has both APIs do it.
 *
 * @see <a href="https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-lambda-authorizer.html">Control access to
 *     HTTP APIs with Lambda authorizers</a>
 */
final class FunctionAuthorizer implements Authorizer {

    private static final Logger LOG = Logger.getLogger(FunctionAuthorizer.class);
    private static final String API = "arn:aws:execute-api:eu-central-1:123456789012:a1b2c3d4e5/";

    private final Function function;

    FunctionAuthorizer(Function function) {
        this.function = function;
    }

    @Override
    public CompletableFuture<Answer> ask(HttpServerRequest request) {
        boolean connects = request.path().equals("/" + ApiGateway.STAGE);
        String method = API + (connects ? ApiGateway.STAGE + "/$connect" : "$default/" + request.method() + request.path());
        return function.invoke(event(request, method, connects).toString())
                .thenApply(said -> answer(new JsonObject(said), method))
                .exceptionally(failure -> {
                    LOG.warnf("The authorizer: %s", failure);
                    return new Refused(500);
                });
    }

    private static JsonObject event(HttpServerRequest request, String method, boolean connects) {
        JsonObject headers = new JsonObject();
        for (String name : request.headers().names()) {
            // An HTTP API writes all names in lower case; a WebSocket API leaves them as the client wrote them.
            headers.put(connects ? name : name.toLowerCase(), String.join(",", request.headers().getAll(name)));
        }
        JsonObject event = new JsonObject()
                .put("type", "REQUEST")
                .put("methodArn", method)
                .put("headers", headers)
                .put("queryStringParameters", one(request.params()))
                .put("stageVariables", new JsonObject())
                .put("requestContext", new JsonObject()
                        .put("routeKey", connects ? Events.CONNECT : HttpApi.ROUTE)
                        .put("stage", connects ? ApiGateway.STAGE : HttpApi.STAGE)
                        .put("apiId", "a1b2c3d4e5"));
        return connects ? event : event.put("version", "1.0").put("path", request.path()).put("httpMethod", request.method().name());
    }

    private static JsonObject one(MultiMap parameters) {
        JsonObject one = new JsonObject();
        parameters.names().forEach(name -> one.put(name, parameters.get(name)));
        return one;
    }

    private static Answer answer(JsonObject said, String method) {
        boolean allowed = said.getJsonObject("policyDocument").getJsonArray("Statement").stream()
                .map(JsonObject.class::cast)
                .anyMatch(statement -> "Allow".equals(statement.getString("Effect"))
                        && all(statement.getValue("Action")).contains("execute-api:Invoke")
                        && all(statement.getValue("Resource")).contains(method));
        if (!allowed) {
            return new Refused(403);
        }
        Map<String, String> context = new HashMap<>();
        said.getJsonObject("context").forEach(entry -> context.put(entry.getKey(), entry.getValue().toString()));
        context.put("principalId", said.getString("principalId"));
        return new Allowed(context);
    }

    private static JsonArray all(Object oneOrMany) {
        return oneOrMany instanceof JsonArray many ? many : new JsonArray().add(oneOrMany);
    }
}
