package io.calledit.bench;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import io.netty.channel.EventLoop;
import io.vertx.core.AbstractVerticle;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.impl.ContextInternal;

/**
 * A Bedrock that costs next to nothing: it reads no request, and answers each ConverseStream with the same plan, whose
 * tokens say when they were written. The tests' emulator checks and records what it is asked, which is too much work for
 * a peer that must never be what is waited for.
 *
 * <p>Takes its port as an argument, and then the order {@code pace NANOS TOKENS}: the time between two tokens of a stream, 0
 * for as fast as they are taken, and how many stamped tokens there are in an answer.
 */
final class SwiftBedrock extends AbstractVerticle {

    /** Between what RFC 9113 (6.5.2) calls the least, 100, and what large front ends allow, 128. */
    private static final int STREAMS_PER_CONNECTION = 100;

    private static volatile long pace;
    private static volatile int tokens = 250;

    private final int port;
    private TokenEvents events;

    private SwiftBedrock(int port) {
        this.port = port;
    }

    public static void main(String[] arguments) throws Exception {
        int port = Integer.parseInt(arguments[0]);
        int threads = Math.max(1, Runtime.getRuntime().availableProcessors() / 4);
        Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(threads));
        vertx.deployVerticle(() -> new SwiftBedrock(port), new DeploymentOptions().setInstances(threads))
                .toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
        System.out.println("Listening on: http://localhost:" + port);
        Commands.follow(words -> {
            pace = Long.parseLong(words[1]);
            tokens = Integer.parseInt(words[2]);
            return "ok";
        });
    }

    /** Starts one in a process of its own, and returns when it listens. */
    static Child start(int port, Path log) throws Exception {
        Child bedrock = Child.start("the emulator", Stage.ours(List.of("-Xmx128m", "-XX:+UseSerialGC"), SwiftBedrock.class,
                Integer.toString(port)), Map.of(), log);
        bedrock.port();
        return bedrock;
    }

    @Override
    public void start(Promise<Void> started) {
        events = new TokenEvents();
        HttpServerOptions options = new HttpServerOptions()
                .setHost("localhost").setPort(port).setHttp2ClearTextEnabled(true);
        options.getInitialSettings().setMaxConcurrentStreams(STREAMS_PER_CONNECTION);
        vertx.createHttpServer(options).requestHandler(this::receive).listen().<Void>mapEmpty().onComplete(started);
    }

    private void receive(HttpServerRequest request) {
        Answer answer = new Answer(request.response());
        request.endHandler(read -> answer.begin());
    }

    /** One answer on its way; only touched by its event loop. */
    private final class Answer {

        private final HttpServerResponse response;
        private final EventLoop loop = ((ContextInternal) context).nettyEventLoop();
        private final long between = pace;
        private int left = tokens;
        private long due;
        private boolean gone;

        private Answer(HttpServerResponse response) {
            this.response = response;
            response.closeHandler(closed -> gone = true);
            response.exceptionHandler(reset -> gone = true);
        }

        private void begin() {
            response.putHeader("content-type", "application/vnd.amazon.eventstream");
            response.write(Buffer.buffer(events.opening));
            due = System.nanoTime();
            next();
        }

        private void next() {
            if (between == 0) {
                // The others' turns come first, so that the answers grow side by side.
                loop.execute(this::asFastAsItIsTaken);
            } else {
                // From when it was due and not from when it came: the pace holds over the whole answer.
                due += between;
                loop.schedule(this::write, due - System.nanoTime(), TimeUnit.NANOSECONDS);
            }
        }

        private void asFastAsItIsTaken() {
            if (!gone && response.writeQueueFull()) {
                response.drainHandler(drained -> {
                    response.drainHandler(null);
                    next();
                });
            } else {
                write();
            }
        }

        private void write() {
            if (gone) {
                return;
            }
            if (left-- > 0) {
                response.write(Buffer.buffer(events.stamped(System.nanoTime())));
                next();
            } else {
                response.end(Buffer.buffer(events.closing));
            }
        }
    }
}
