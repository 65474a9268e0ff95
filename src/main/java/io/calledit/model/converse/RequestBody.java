package io.calledit.model.converse;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;

import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

import software.amazon.awssdk.http.async.SdkHttpContentPublisher;

/**
 * A request's body, which isn't given out once nobody wants an answer. Netty's client loses a cancellation that comes
 * between the moment at which a request has got its channel and the one at which its handlers are in place there: the
 * request is then sent all the same, and its stream stays open until it has been silent for too long. But before it sends
 * the body it asks for it, with the handlers in place, and a request that was cancelled in between is ended there.
 */
final class RequestBody implements SdkHttpContentPublisher {

    private final long length;
    private final BooleanSupplier unwanted;
    /** Null once it has been given out: the client holds the request for as long as the answer streams. */
    private ByteBuffer content;

    /** @param unwanted whether the call has been cancelled */
    RequestBody(byte[] content, BooleanSupplier unwanted) {
        this.content = ByteBuffer.wrap(content);
        this.length = content.length;
        this.unwanted = unwanted;
    }

    @Override
    public Optional<Long> contentLength() {
        return Optional.of(length);
    }

    @Override
    public void subscribe(Subscriber<? super ByteBuffer> subscriber) {
        ByteBuffer bytes = content;
        content = null;
        boolean refused = bytes == null || unwanted.getAsBoolean();
        subscriber.onSubscribe(new Subscription() {

            private boolean done = refused;

            @Override
            public void request(long pieces) {
                if (!done) {
                    done = true;
                    subscriber.onNext(bytes);
                    subscriber.onComplete();
                }
            }

            @Override
            public void cancel() {
                done = true;
            }
        });
        if (refused) {
            subscriber.onError(new CancellationException("the request was cancelled before it was sent"));
        }
    }
}
