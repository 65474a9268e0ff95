package io.calledit.gateway.standin;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;

/**
 * The endpoint by which a function reaches connections: {@code POST}, {@code GET} and {@code DELETE /@connections/{id}}.
 * What the SDK isn't told by a status it reads in {@code x-amzn-ErrorType}.
 *
 * @see <a href="https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-how-to-call-websocket-api-connections.html">Use
 *     {@code @connections} commands</a>
 */
final class Management {

    static final String PATH = "/@connections/";

    /**
     * A message that a function posted.
     *
     * @param at when the call came ({@link System#nanoTime()})
     * @param size in bytes
     * @param status what it was answered with
     */
    record Post(String connection, long at, int size, int status) {}

    private final Vertx vertx;
    private final Limits limits;
    private final Function<String, Optional<Connection>> connections;
    private final AtomicInteger toTurnAway = new AtomicInteger();
    private volatile int turnedAwayWith = 429;
    private volatile Duration delay = Duration.ZERO;
    private final List<Post> posts = new ArrayList<>(); // guarded by itself
    private final Map<String, Integer> underWay = new HashMap<>(); // guarded by posts
    private int mostAtOnce; // guarded by posts

    Management(Vertx vertx, Limits limits, Function<String, Optional<Connection>> connections) {
        this.vertx = vertx;
        this.limits = limits;
        this.connections = connections;
    }

    /** The next so many posts are answered with that status, such as 429, and reach nobody. */
    void turnAway(int status, int times) {
        turnedAwayWith = status;
        toTurnAway.set(times);
    }

    /** From now on each post takes that long: half of it on its way to the client, half on its way back. */
    void postsTake(Duration time) {
        delay = time;
    }

    /** Every post so far, in the order in which they came. */
    List<Post> posts() {
        synchronized (posts) {
            return List.copyOf(posts);
        }
    }

    /** The most posts that were ever under way at once for one connection. */
    int mostAtOnce() {
        synchronized (posts) {
            return mostAtOnce;
        }
    }

    /** Forgets what was posted, and every order. */
    void reset() {
        toTurnAway.set(0);
        delay = Duration.ZERO;
        synchronized (posts) {
            posts.clear();
            mostAtOnce = 0;
        }
    }

    void receive(HttpServerRequest request, String id) {
        if (!request.headers().contains("Authorization")
                || !request.getHeader("Authorization").matches("AWS4-HMAC-SHA256 .*/execute-api/aws4_request.*")) {
            refuse(request, 403, "MissingAuthenticationTokenException", "Missing Authentication Token");
        } else if (request.method() == HttpMethod.POST) {
            request.body().onSuccess(body -> post(request, id, body));
        } else if (request.method() == HttpMethod.GET) {
            connections.apply(id).ifPresentOrElse(connection -> tell(request, connection), () -> gone(request));
        } else if (request.method() == HttpMethod.DELETE) {
            connections.apply(id).ifPresentOrElse(
                    connection -> connection.close().onSuccess(done -> request.response().setStatusCode(204).end()),
                    () -> gone(request));
        } else {
            refuse(request, 403, "ForbiddenException", "Forbidden");
        }
    }

    private void post(HttpServerRequest request, String id, Buffer body) {
        long at = System.nanoTime();
        Duration half = delay.dividedBy(2);
        begun(id);
        after(half).compose(there -> {
            Optional<Connection> connection = connections.apply(id);
            if (toTurnAway.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                return Future.succeededFuture(turnedAwayWith);
            }
            if (body.length() > limits.frame()) {
                return Future.succeededFuture(413);
            }
            return connection
                    .map(one -> one.send(body).map(200).otherwise(410))
                    .orElse(Future.succeededFuture(410));
        }).compose(status -> after(half).map(status)).onSuccess(status -> {
            ended(new Post(id, at, body.length(), status));
            switch (status) {
                case 200 -> request.response().end();
                case 410 -> gone(request);
                case 413 -> refuse(request, 413, "PayloadTooLargeException", "Message too long");
                case 429 -> refuse(request, 429, "LimitExceededException", "Rate exceeded");
                default -> refuse(request, status, "InternalServerErrorException", "Internal server error");
            }
        });
    }

    private Future<Void> after(Duration time) {
        return time.isZero() ? Future.succeededFuture() : Future.future(done -> vertx.setTimer(time.toMillis(), due -> done.complete()));
    }

    private void begun(String id) {
        synchronized (posts) {
            mostAtOnce = Math.max(mostAtOnce, underWay.merge(id, 1, Integer::sum));
        }
    }

    private void ended(Post post) {
        synchronized (posts) {
            underWay.computeIfPresent(post.connection(), (id, count) -> count == 1 ? null : count - 1);
            posts.add(post);
        }
    }

    private static void tell(HttpServerRequest request, Connection connection) {
        request.response().putHeader("Content-Type", "application/json").end(new JsonObject()
                .put("connectedAt", Instant.ofEpochMilli(connection.events().connectedAt()).toString())
                .put("identity", new JsonObject().put("sourceIp", "127.0.0.1").put("userAgent", "none"))
                .put("lastActiveAt", connection.lastActive().toString())
                .toString());
    }

    private static void gone(HttpServerRequest request) {
        request.response().setStatusCode(410).putHeader("x-amzn-ErrorType", "GoneException").end();
    }

    private static void refuse(HttpServerRequest request, int status, String type, String message) {
        request.response()
                .setStatusCode(status)
                .putHeader("x-amzn-ErrorType", type)
                .putHeader("Content-Type", "application/json")
                .end(new JsonObject().put("message", message).toString());
    }
}
