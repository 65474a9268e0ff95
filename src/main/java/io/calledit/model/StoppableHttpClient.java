package io.calledit.model;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;

import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

import io.calledit.model.converse.ConverseStream;
import software.amazon.awssdk.http.async.AsyncExecuteRequest;
import software.amazon.awssdk.http.async.SdkAsyncHttpClient;
import software.amazon.awssdk.http.async.SdkHttpContentPublisher;
import software.amazon.awssdk.utils.AttributeMap;

/**
 * The SDK's HTTP client, with a cancellation that always arrives. Netty's client loses one that comes between the moment
 * at which a request has got its channel and the one at which its handlers are in place there: the request is then sent
 * all the same, and its stream stays open until it has been silent for too long. But before it sends the body it asks for
 * it, with the handlers in place, and a request that was cancelled in between is ended there.
 */
final class StoppableHttpClient implements SdkAsyncHttpClient {

    private final SdkAsyncHttpClient http;

    private StoppableHttpClient(SdkAsyncHttpClient http) {
        this.http = http;
    }

    /** Builds what the other builder builds, with the defaults that a service has for it. */
    record Builder<T extends SdkAsyncHttpClient.Builder<T>>(SdkAsyncHttpClient.Builder<T> http)
            implements SdkAsyncHttpClient.Builder<Builder<T>> {

        @Override
        public SdkAsyncHttpClient buildWithDefaults(AttributeMap serviceDefaults) {
            return new StoppableHttpClient(http.buildWithDefaults(serviceDefaults));
        }
    }

    @Override
    public CompletableFuture<Void> execute(AsyncExecuteRequest request) {
        Body body = new Body(request.requestContentPublisher());
        AsyncExecuteRequest.Builder stoppable = AsyncExecuteRequest.builder()
                .request(request.request())
                .requestContentPublisher(body)
                .responseHandler(ConverseStream.handlerOf(request))
                .fullDuplex(request.fullDuplex())
                .httpExecutionAttributes(request.httpExecutionAttributes());
        request.metricCollector().ifPresent(stoppable::metricCollector);
        CompletableFuture<Void> call = http.execute(stoppable.build());
        body.call = call;
        return call;
    }

    @Override
    public String clientName() {
        return http.clientName();
    }

    @Override
    public void close() {
        http.close();
    }

    /** A request's body, which isn't given out once the request has been cancelled. */
    private static final class Body implements SdkHttpContentPublisher {

        private final SdkHttpContentPublisher content;

        /** Not set yet means not cancelled yet: nobody has it to cancel. */
        private volatile CompletableFuture<Void> call;

        Body(SdkHttpContentPublisher content) {
            this.content = content;
        }

        @Override
        public Optional<Long> contentLength() {
            return content.contentLength();
        }

        @Override
        public void subscribe(Subscriber<? super ByteBuffer> subscriber) {
            if (call == null || !call.isDone()) {
                content.subscribe(subscriber);
                return;
            }
            subscriber.onSubscribe(new Subscription() {
                @Override
                public void request(long bytes) {
                    // There are none.
                }

                @Override
                public void cancel() {
                    // There is nothing to end.
                }
            });
            subscriber.onError(new CancellationException("the request was cancelled before it was sent"));
        }
    }
}
