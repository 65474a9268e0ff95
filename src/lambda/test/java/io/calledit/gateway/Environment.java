package io.calledit.gateway;

import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import com.amazonaws.services.lambda.runtime.ClientContext;
import com.amazonaws.services.lambda.runtime.CognitoIdentity;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.LambdaLogger;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2WebSocketEvent;

import io.calledit.gateway.post.Posts;
import io.calledit.gateway.table.TableFixture;
import io.calledit.identity.CurrentOwner;
import io.calledit.identity.OriginFixture;
import io.calledit.line.LineConfig;
import io.calledit.line.LineFixture;
import io.calledit.line.Run;
import io.calledit.planning.PlanReaderFixture;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.subscription.MultiEmitter;
import io.vertx.core.Vertx;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** One Lambda environment: everything a process of the function has of its own, with a model that says what a test says. */
final class Environment implements AutoCloseable {

    private final Vertx vertx = Vertx.vertx();
    private final ScheduledExecutorService workers = Executors.newScheduledThreadPool(4);
    private final ExecutorService invocations = Executors.newCachedThreadPool();
    private final LineHandler handler;
    private final BlockingQueue<Model> models = new LinkedBlockingQueue<>();
    final TableFixture table;
    final StoredTranscripts transcripts;
    volatile int millisLeft = 300_000;

    /** A model at work for one run. */
    record Model(Run run, MultiEmitter<? super String> words) {

        Model say(String... tokens) {
            for (String token : tokens) {
                words.emit(token);
            }
            return this;
        }

        void finish() {
            words.complete();
        }
    }

    Environment(DynamoDbClient client, GatewayConfig config, LineConfig line) {
        table = new TableFixture(client, config, line, Clock.systemUTC());
        Readers readers = new Readers(new Posts(), LineFixture.frames(), workers, table.connections, table.runs);
        Switchboard switchboard = new Switchboard(
                config, line, LineFixture.messages(line), LineFixture.runs(line, vertx), this::draft,
                table.connections, table.runs, table.frames, table.pace, readers, Clock.systemUTC());
        handler = new LineHandler(config, switchboard, OriginFixture.byDefault(), new CurrentOwner());
        transcripts = new StoredTranscripts(config, table.runs, table.frames);
    }

    private void draft(Run run) {
        LineFixture.follow(
                run,
                Multi.createFrom().<String>emitter(words -> models.add(new Model(run, words))),
                PlanReaderFixture.at(Clock.systemUTC()));
    }

    /** The model of the next run of this process. */
    Model nextModel() throws InterruptedException {
        Model model = models.poll(20, TimeUnit.SECONDS);
        if (model == null) {
            throw new AssertionError("no model was asked");
        }
        return model;
    }

    /** How many models were asked that no test has looked at. */
    int models() {
        return models.size();
    }

    /** An event, as an invocation of its own; answered with the status when it is over. */
    CompletableFuture<Integer> handle(APIGatewayV2WebSocketEvent event) {
        return CompletableFuture.supplyAsync(() -> handler.handleRequest(event, new Invocation()).getStatusCode(), invocations);
    }

    static APIGatewayV2WebSocketEvent event(String connection, String owner, String route, String body) {
        APIGatewayV2WebSocketEvent.RequestContext context = new APIGatewayV2WebSocketEvent.RequestContext();
        context.setConnectionId(connection);
        context.setRouteKey(route);
        context.setDomainName("gateway.invalid");
        context.setStage("ws");
        if (owner != null) {
            Map<String, Object> authorizer = new HashMap<>();
            authorizer.put("principalId", owner);
            context.setAuthorizer(authorizer);
        }
        APIGatewayV2WebSocketEvent event = new APIGatewayV2WebSocketEvent();
        event.setRequestContext(context);
        event.setBody(body);
        return event;
    }

    @Override
    public void close() {
        invocations.shutdownNow();
        workers.shutdownNow();
        vertx.close();
    }

    /** What Lambda tells of an invocation; only the time left is of use here. */
    private final class Invocation implements Context {

        @Override
        public String getAwsRequestId() {
            return "request";
        }

        @Override
        public String getLogGroupName() {
            return "logs";
        }

        @Override
        public String getLogStreamName() {
            return "log";
        }

        @Override
        public String getFunctionName() {
            return "line";
        }

        @Override
        public String getFunctionVersion() {
            return "1";
        }

        @Override
        public String getInvokedFunctionArn() {
            return "arn";
        }

        @Override
        public CognitoIdentity getIdentity() {
            return null;
        }

        @Override
        public ClientContext getClientContext() {
            return null;
        }

        @Override
        public int getRemainingTimeInMillis() {
            return millisLeft;
        }

        @Override
        public int getMemoryLimitInMB() {
            return 512;
        }

        @Override
        public LambdaLogger getLogger() {
            return null;
        }
    }
}
