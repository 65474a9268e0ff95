package io.calledit.gateway.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

import jakarta.inject.Inject;
import jakarta.inject.Named;

import org.junit.jupiter.api.Test;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent.RequestContext;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;

import io.calledit.ledger.dynamodb.LocalDynamoDb;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.vertx.core.json.JsonObject;

@QuarkusTest
@TestProfile(RestHandlerTest.BehindAGateway.class)
class RestHandlerTest {

    private static final String ANN = "8d0f6b1e-7f3c-4f0e-9b53-0c1f6f0a7a11";
    private static final String BEN = "0e5d2a6c-3f53-4a0e-8f0e-6d1f0c9b2b22";
    private static final String CALL = """
            {"plan":{"prediction_statement":"It rains in Oslo on 3 March 2030","verification_date":"2030-03-03T23:59:59+01:00",
            "verification_method":{"source":["the weather service – été"],"criteria":["rain"],"steps":["look"]},
            "initial_status":"pending","assumptions":[]},"prompt":"It rains in Oslo on 3 March 2030","timezone":"Europe/Oslo","confidence":70}""";

    @Inject
    @Named("rest")
    RestHandler handler;

    @Test
    void aCallIsLoggedAndFoundByItsOwnerAlone() {
        APIGatewayV2HTTPResponse logged = ask(ANN, "POST", "/api/calls", "", CALL, false, Map.of("idempotency-key", UUID.randomUUID().toString()));
        assertThat(logged.getStatusCode()).as(text(logged)).isEqualTo(201);
        String id = new JsonObject(text(logged)).getString("id");

        APIGatewayV2HTTPResponse found = ask(ANN, "GET", "/api/calls/" + id, "", null, false, Map.of());
        assertThat(found.getStatusCode()).isEqualTo(200);
        assertThat(text(found)).contains("It rains in Oslo", "the weather service – été");
        assertThat(found.getHeaders()).anySatisfy((name, value) -> {
            assertThat(name).isEqualToIgnoringCase("cache-control");
            assertThat(value).isEqualTo("no-store");
        });

        assertThat(ask(BEN, "GET", "/api/calls/" + id, "", null, false, Map.of()).getStatusCode()).isEqualTo(404);
    }

    @Test
    void aBodyMayComeAsBase64AndAQueryIsPassedOn() {
        String body = Base64.getEncoder().encodeToString(CALL.getBytes(StandardCharsets.UTF_8));
        assertThat(ask(ANN, "POST", "/api/calls", "", body, true, Map.of("idempotency-key", UUID.randomUUID().toString())).getStatusCode())
                .isEqualTo(201);

        assertThat(ask(ANN, "GET", "/api/calls", "limit=nonsense", null, false, Map.of()).getStatusCode()).isEqualTo(400);
        assertThat(new JsonObject(text(ask(ANN, "GET", "/api/calls", "limit=1&q=oslo", null, false, Map.of()))).getJsonArray("calls")).hasSize(1);
    }

    @Test
    void whoCameWithoutAnAuthorizersWordIsNobody() {
        APIGatewayV2HTTPEvent event = event("GET", "/api/calls", "", null, false, Map.of());
        event.getRequestContext().setAuthorizer(null);
        assertThat(handler.handleRequest(event, null).getStatusCode()).isEqualTo(401);

        event.getRequestContext().setAuthorizer(authorizer(Map.of("owner", "ann#head")));
        assertThat(handler.handleRequest(event, null).getStatusCode()).isEqualTo(401);
    }

    @Test
    void anOwnerCanNotBeNamedInAHeader() {
        APIGatewayV2HTTPEvent event = event("GET", "/api/calls", "", null, false, Map.of("owner", ANN, Owners.CLASS, ANN));
        event.getRequestContext().setAuthorizer(null);
        assertThat(handler.handleRequest(event, null).getStatusCode()).isEqualTo(401);
    }

    @Test
    void aPageOfAnotherSiteChangesNothing() {
        Map<String, String> headers = Map.of("idempotency-key", UUID.randomUUID().toString(), "origin", "https://evil.example");
        assertThat(ask(ANN, "POST", "/api/calls", "", CALL, false, headers).getStatusCode()).isEqualTo(403);
        Map<String, String> own = Map.of("idempotency-key", UUID.randomUUID().toString(), "origin", "https://calledit.example");
        assertThat(ask(ANN, "POST", "/api/calls", "", CALL, false, own).getStatusCode()).isEqualTo(201);
    }

    private APIGatewayV2HTTPResponse ask(
            String owner, String method, String path, String query, String body, boolean base64, Map<String, String> headers) {
        APIGatewayV2HTTPEvent event = event(method, path, query, body, base64, headers);
        event.getRequestContext().setAuthorizer(authorizer(Map.of("owner", owner)));
        return handler.handleRequest(event, null);
    }

    private static APIGatewayV2HTTPEvent event(
            String method, String path, String query, String body, boolean base64, Map<String, String> headers) {
        Map<String, String> all = new HashMap<>(headers);
        all.put("host", "abc123.execute-api.eu-central-1.amazonaws.com");
        all.put("content-length", "7");
        if (body != null) {
            all.put("content-type", "application/json");
        }
        RequestContext context = new RequestContext();
        RequestContext.Http http = new RequestContext.Http();
        http.setMethod(method);
        http.setPath(path);
        http.setSourceIp("192.0.2.1");
        context.setHttp(http);
        APIGatewayV2HTTPEvent event = new APIGatewayV2HTTPEvent();
        event.setRawPath(path);
        event.setRawQueryString(query);
        event.setHeaders(all);
        event.setBody(body);
        event.setIsBase64Encoded(base64);
        event.setRequestContext(context);
        return event;
    }

    private static RequestContext.Authorizer authorizer(Map<String, Object> context) {
        RequestContext.Authorizer authorizer = new RequestContext.Authorizer();
        authorizer.setLambda(context);
        return authorizer;
    }

    private static String text(APIGatewayV2HTTPResponse answer) {
        return new String(Base64.getDecoder().decode(answer.getBody()), StandardCharsets.UTF_8);
    }

    private static final class Owners {
        static final String CLASS = "io.calledit.identity.Owner";
    }

    /** As the template sets the function up. */
    public static class BehindAGateway implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "calledit.origin.hosts", "*",
                    "calledit.origin.allowed", "https://calledit.example",
                    "calledit.ledger.dynamodb.table", "behind-a-gateway",
                    "quarkus.dynamodb.endpoint-override", LocalDynamoDb.endpoint().toString(),
                    "quarkus.dynamodb.aws.region", LocalDynamoDb.REGION,
                    "quarkus.dynamodb.aws.credentials.type", "static",
                    "quarkus.dynamodb.aws.credentials.static-provider.access-key-id", LocalDynamoDb.KEY,
                    "quarkus.dynamodb.aws.credentials.static-provider.secret-access-key", LocalDynamoDb.KEY);
        }
    }
}
