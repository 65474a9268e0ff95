package io.calledit.gateway.standin.lambda;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

import io.quarkus.amazon.lambda.runtime.AmazonLambdaApi;
import io.quarkus.amazon.lambda.runtime.MockEventServer;
import io.vertx.ext.web.RoutingContext;

/**
 * The Lambda runtime's HTTP interface as one environment sees it: the extension's own mock event server, and what that
 * lacks and a runtime asks for, which is until when an invocation may take, the function's name, and somebody who hears
 * that a function doesn't start.
 *
 * <p>Each environment has one to itself, as on AWS. One server for all would hand its events to whoever asks first, and
 * nobody could say which process has which: whether one is free, or must be started, or took an invocation with it when
 * it died.
 */
final class RuntimeApi extends MockEventServer {

    private static final String FUNCTION = "arn:aws:lambda:eu-central-1:123456789012:function:calledit";

    private final Duration timeout;
    private final Runnable asksForNext;
    private final CompletableFuture<String> initError = new CompletableFuture<>();

    /**
     * @param timeout how long an invocation may take
     * @param asksForNext is told, on a thread that may block, each time that the function is there for the next event
     */
    RuntimeApi(Duration timeout, Runnable asksForNext) {
        this.timeout = timeout;
        this.asksForNext = asksForNext;
    }

    /** What is given to a function as {@code AWS_LAMBDA_RUNTIME_API}. */
    String address() {
        return "localhost:" + getPort() + BASE_PATH;
    }

    /** Completes with what the function says if it doesn't start. */
    CompletableFuture<String> initError() {
        return initError;
    }

    @Override
    protected void defaultHandlerSetup() {
        router.post(BASE_PATH + AmazonLambdaApi.API_PATH_INIT_ERROR).handler(ctx -> {
            initError.complete(ctx.body().asString());
            ctx.response().setStatusCode(202).end();
        });
        // Anything else there is no such thing as; the extension's server would take it for an event.
    }

    @Override
    public void handleResponse(RoutingContext ctx) {
        accepted(ctx);
        super.handleResponse(ctx);
    }

    @Override
    public void handleError(RoutingContext ctx) {
        accepted(ctx);
        super.handleError(ctx);
    }

    /** As Lambda answers. The managed runtime takes another status for its end. */
    private static void accepted(RoutingContext ctx) {
        ctx.addHeadersEndHandler(sent -> {
            if (ctx.response().getStatusCode() == 204) {
                ctx.response().setStatusCode(202);
            }
        });
    }

    @Override
    public void nextEvent(RoutingContext ctx) {
        ctx.addHeadersEndHandler(sent -> ctx.response()
                .putHeader(
                        AmazonLambdaApi.LAMBDA_RUNTIME_DEADLINE_MS,
                        Long.toString(System.currentTimeMillis() + timeout.toMillis()))
                .putHeader(AmazonLambdaApi.LAMBDA_RUNTIME_INVOKED_FUNCTION_ARN, FUNCTION));
        asksForNext.run();
        super.nextEvent(ctx);
    }
}
