package io.calledit.gateway.standin;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

import io.calledit.gateway.standin.lambda.Function;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import org.jboss.logging.Logger;

/**
 * An API Gateway with a WebSocket API on the loopback interface, whose stage is named {@code ws}. It serves what is there
 * for clients and for the function, and the page and the HTTP API as well, as the distribution in front of it does.
 *
 * <p>A connection's messages are handed on as they come, and don't wait for each other: what one brings about may be
 * overtaken by the next, as on AWS.
 */
final class ApiGateway implements AutoCloseable {

    static final String STAGE = "ws";

    private static final Logger LOG = Logger.getLogger(ApiGateway.class);
    /** With {@code X-Amz-Invocation-Type: 'Event'}: what they take is more than an integration may. */
    private static final Set<String> ASYNCHRONOUS = Set.of("makecall", "resume");
    private static final Set<String> SYNCHRONOUS = Set.of("stop", "ping");
    private static final long PATIENCE_S = 10;

    private final Limits limits;
    private final Vertx vertx;
    private final HttpServer server;
    private final Management management;
    private final Map<String, Connection> connections = new ConcurrentHashMap<>();
    private final SecureRandom random = new SecureRandom();
    private final Set<String> routes;
    private volatile Duration integration;
    private volatile Authorizer authorizer;
    private volatile Function function;
    private volatile Function streams;
    private volatile HttpApi rest;
    private volatile Path page;

    private ApiGateway(Limits limits, Authorizer authorizer) throws Exception {
        this.limits = limits;
        this.authorizer = authorizer;
        integration = limits.integration();
        routes = new HashSet<>(ASYNCHRONOUS);
        routes.addAll(SYNCHRONOUS);
        vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
        management = new Management(vertx, limits, id -> Optional.ofNullable(connections.get(id)));
        HttpServerOptions options = new HttpServerOptions()
                .setHost("localhost")
                // More than is allowed, so that it is refused in AWS's way and not in Vert.x's.
                .setMaxWebSocketFrameSize(1 << 20)
                .setMaxWebSocketMessageSize(4 << 20);
        server = vertx.createHttpServer(options)
                .requestHandler(this::receive)
                .listen(0)
                .toCompletionStage().toCompletableFuture().get(PATIENCE_S, SECONDS);
    }

    /** Starts on a free port, with nothing behind it yet. */
    static ApiGateway start(Limits limits, Authorizer authorizer) throws Exception {
        return new ApiGateway(limits, authorizer);
    }

    /** Integrates all routes with that function. */
    void integrate(Function function) {
        this.function = function;
        streams = function;
    }

    /** Integrates the asynchronous routes with a function of their own, as the template does. */
    void integrateStreams(Function other) {
        streams = other;
    }

    /** From now on that says who may connect. */
    void admit(Authorizer other) {
        authorizer = other;
    }

    /** Has the HTTP API's one route integrated with that function. */
    void serveRest(Function other) {
        rest = new HttpApi(limits, other, request -> authorizer.ask(request));
    }

    /** From now on a synchronous integration may take so long. */
    void integrationsMayTake(Duration most) {
        integration = most;
    }

    /** Serves a built page at {@code /}. */
    void serve(Path page) {
        if (!Files.exists(page.resolve("index.html"))) {
            throw new IllegalStateException("There is no page in " + page + "; npm run build in frontend/ makes it");
        }
        this.page = page;
    }

    /** Where clients connect to. */
    URI endpoint() {
        return URI.create("http://" + domainName() + "/" + STAGE);
    }

    /** What a function is given as the endpoint of the management API. */
    String managementEndpoint() {
        return endpoint().toString();
    }

    Management management() {
        return management;
    }

    /** The ids of the connections that are open. */
    Set<String> connections() {
        return Set.copyOf(connections.keySet());
    }

    private String domainName() {
        return "localhost:" + server.actualPort();
    }

    private void receive(HttpServerRequest request) {
        String path = request.path();
        String here = path.startsWith("/" + STAGE + "/") ? path.substring(STAGE.length() + 1) : path;
        if (here.startsWith(Management.PATH)) {
            String id = here.substring(Management.PATH.length()).replace("+", "%2B");
            management.receive(request, URLDecoder.decode(id, StandardCharsets.UTF_8));
        } else if (path.equals("/" + STAGE) && "websocket".equalsIgnoreCase(request.getHeader(HttpHeaders.UPGRADE))) {
            connect(request);
        } else if (path.startsWith(HttpApi.PATH) && rest != null) {
            rest.receive(request, vertx.getOrCreateContext());
        } else {
            servePage(request);
        }
    }

    private void connect(HttpServerRequest request) {
        request.pause();
        Context loop = vertx.getOrCreateContext();
        authorizer.ask(request).thenAccept(said -> loop.runOnContext(now -> {
            if (said instanceof Authorizer.Allowed allowed) {
                connect(request, allowed.context(), loop);
            } else {
                refuse(request, ((Authorizer.Refused) said).status());
            }
        }));
    }

    private void connect(HttpServerRequest request, Map<String, String> context, Context loop) {
        Events events = new Events(domainName(), STAGE, newId(), System.currentTimeMillis(), context);
        integrated(events.connect(request)).whenComplete((answer, failure) -> loop.runOnContext(now -> {
            int status = failure == null ? answer.getInteger("statusCode", 502) : 502;
            if (failure != null) {
                LOG.warnf("$connect: %s", failure);
            }
            if (status < 200 || status > 299) {
                refuse(request, status);
                return;
            }
            request.toWebSocket().onSuccess(socket -> connections.put(events.connection(), new Connection(
                    events,
                    socket,
                    limits,
                    vertx,
                    text -> message(events, text),
                    (closed, reason) -> disconnected(events, closed, reason))));
        }));
    }

    private void message(Events events, String text) {
        String route = Events.route(text, routes);
        if (ASYNCHRONOUS.contains(route)) {
            streams.invoke(events.handedOver(route, text).toString()).whenComplete((answer, failure) -> {
                if (failure != null) {
                    LOG.warnf("%s: %s", route, failure);
                }
            });
            return;
        }
        integrated(events.message(route, text)).whenComplete((answer, failure) -> {
            Connection connection = connections.get(events.connection());
            if (connection != null && (failure != null || answer.getInteger("statusCode", 502) > 499)) {
                LOG.warnf("%s: %s", route, failure == null ? answer : failure);
                connection.send(Buffer.buffer(new JsonObject()
                        .put("message", "Internal server error")
                        .put("connectionId", events.connection())
                        .put("requestId", newId())
                        .toString()));
            }
        });
    }

    /** What a synchronous integration answers, if it does within the limit. */
    private CompletableFuture<JsonObject> integrated(JsonObject event) {
        return function.invoke(event.toString())
                .thenApply(answer -> answer.isBlank() || answer.equals("null") ? new JsonObject() : new JsonObject(answer))
                .orTimeout(integration.toMillis(), MILLISECONDS);
    }

    private void disconnected(Events events, int status, String reason) {
        connections.remove(events.connection());
        function.invoke(events.disconnect(status, reason).toString()).whenComplete((answer, failure) -> {
            if (failure != null) {
                LOG.warnf("$disconnect: %s", failure);
            }
        });
    }

    private static void refuse(HttpServerRequest request, int status) {
        String message = switch (status) {
            case 401 -> "Unauthorized";
            case 403 -> "Forbidden";
            default -> "Internal server error";
        };
        request.response().setStatusCode(status).end(new JsonObject().put("message", message).toString());
    }

    private void servePage(HttpServerRequest request) {
        // Files have a dot in their name; all else is a view of the page, which the distribution answers with the page.
        String path = request.path().contains(".") ? request.path() : "/index.html";
        Path root = page;
        if (root != null) {
            Path file = root.resolve(path.substring(1)).normalize();
            if (file.startsWith(root) && Files.isRegularFile(file)) {
                request.response().sendFile(file.toString());
                return;
            }
        }
        request.response().setStatusCode(404).end();
    }

    /** As AWS makes them: some bytes in Base64, with an equals sign that has to be escaped in a path. */
    private String newId() {
        byte[] bytes = new byte[11];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().encodeToString(bytes);
    }

    @Override
    public void close() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(PATIENCE_S, SECONDS);
    }
}
