package io.calledit.model.converse;

import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;

import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.core.async.SdkPublisher;
import software.amazon.awssdk.core.interceptor.SdkInternalExecutionAttribute;
import software.amazon.awssdk.http.SdkHttpExecutionAttribute;
import software.amazon.awssdk.http.SdkHttpExecutionAttributes;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.http.async.AsyncExecuteRequest;
import software.amazon.awssdk.http.async.SdkAsyncHttpResponseHandler;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseStreamOutput;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseStreamRequest;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseStreamResponseHandler;

/**
 * One answer of Bedrock's ConverseStream. The SDK sends the request, and has it until the answer begins: it finds the
 * endpoint and the credentials, signs, and makes exceptions of refusals. The events are read here, on the
 * thread on which their bytes arrive, and the SDK is told no more of them.
 */
public final class ConverseStream {

    private static final Attribute CALL = new Attribute();
    private static final String EVENT_STREAM = "application/vnd.amazon.eventstream";

    private final ConverseStreamResponseHandler handler;
    private final CompletableFuture<Void> end = new CompletableFuture<>();

    /** @param handler is given the events */
    public ConverseStream(ConverseStreamResponseHandler handler) {
        this.handler = handler;
    }

    /** The same request, by which the HTTP client knows this call; see {@link #handlerOf}. */
    public ConverseStreamRequest known(ConverseStreamRequest request) {
        SdkHttpExecutionAttributes attributes =
                SdkHttpExecutionAttributes.builder().put(CALL, this).build();
        return request.toBuilder()
                .overrideConfiguration(request.overrideConfiguration()
                        .map(AwsRequestOverrideConfiguration::toBuilder)
                        .orElseGet(AwsRequestOverrideConfiguration::builder)
                        .putExecutionAttribute(SdkInternalExecutionAttribute.SDK_HTTP_EXECUTION_ATTRIBUTES, attributes)
                        .build())
                .build();
    }

    /**
     * The whole of the call, of which the SDK's is the beginning.
     *
     * @return completes when the stream has closed, whether or not it had come to its end
     */
    public CompletableFuture<Void> over(CompletableFuture<Void> sdk) {
        sdk.whenComplete((nothing, failure) -> {
            if (failure == null) {
                end.complete(null);
            } else {
                end.completeExceptionally(failure);
            }
        });
        // The SDK would wait for an end that it doesn't get to see.
        end.whenComplete((nothing, failure) -> sdk.cancel(true));
        return end;
    }

    /** Who takes the response to a request: a stream that made it known, or whom it names itself. */
    public static SdkAsyncHttpResponseHandler handlerOf(AsyncExecuteRequest request) {
        ConverseStream stream = request.httpExecutionAttributes() == null
                ? null
                : request.httpExecutionAttributes().getAttribute(CALL);
        return stream == null ? request.responseHandler() : stream.new Response(request.responseHandler());
    }

    private static final class Attribute extends SdkHttpExecutionAttribute<ConverseStream> {

        private Attribute() {
            super(ConverseStream.class);
        }
    }

    /** Leaves to the SDK what isn't a stream of events. */
    private final class Response implements SdkAsyncHttpResponseHandler {

        private final SdkAsyncHttpResponseHandler sdk;
        private Reading reading;
        private boolean ours;

        private Response(SdkAsyncHttpResponseHandler sdk) {
            this.sdk = sdk;
        }

        @Override
        public void onHeaders(SdkHttpResponse head) {
            ours = head.isSuccessful()
                    && head.firstMatchingHeader("content-type").filter(type -> type.startsWith(EVENT_STREAM)).isPresent();
            sdk.onHeaders(head);
        }

        @Override
        public void onStream(Publisher<ByteBuffer> bytes) {
            if (!ours) {
                sdk.onStream(bytes);
                return;
            }
            handler.onEventStream(SdkPublisher.adapt(events -> {
                reading = new Reading(events);
                bytes.subscribe(reading);
            }));
        }

        @Override
        public void onError(Throwable failure) {
            if (reading == null) {
                sdk.onError(failure);
            } else {
                reading.onError(failure); // the SDK might try again, and the answer begin a second time
            }
        }
    }

    /**
     * Reads the events, and passes each on at once. Its reader's demand isn't counted: it is the framework's, which asks
     * for the next with every one that it gets, and what it does with them can't be slow.
     */
    private final class Reading implements Subscriber<ByteBuffer>, Subscription, EventDecoder.Listener {

        private final Subscriber<? super ConverseStreamOutput> events;
        private final EventDecoder decoder = new EventDecoder(this);
        private Subscription bytes;
        private volatile boolean done;

        private Reading(Subscriber<? super ConverseStreamOutput> events) {
            this.events = events;
        }

        @Override
        public void onSubscribe(Subscription bytes) {
            this.bytes = bytes;
            events.onSubscribe(this);
            // All of them: the HTTP client takes a turn of its event loop for every single one that it is asked for.
            bytes.request(Long.MAX_VALUE);
        }

        @Override
        public void onNext(ByteBuffer piece) {
            if (done) {
                return;
            }
            try {
                decoder.feed(piece);
            } catch (Throwable t) { // whatever the framework made of an event, its run has to end
                fail(t);
            }
        }

        @Override
        public boolean event(String type, byte[] payload, int from, int length) {
            ConverseStreamOutput event = ConverseEvents.event(type, payload, from, length);
            if (event != null) {
                events.onNext(event);
            }
            return !done;
        }

        @Override
        public boolean exception(String type, byte[] payload, int from, int length) {
            fail(ConverseEvents.exception(type, payload, from, length));
            return false;
        }

        @Override
        public boolean error(String code, String message) {
            fail(ConverseEvents.exception(code, message));
            return false;
        }

        @Override
        public void onError(Throwable failure) {
            if (!done) {
                done = true;
                events.onError(failure);
                end.completeExceptionally(failure);
            }
        }

        @Override
        public void onComplete() {
            if (decoder.isInTheMiddle()) {
                onError(new MalformedStreamException("it ends within an event"));
            } else if (!done) {
                done = true;
                events.onComplete();
                end.complete(null);
            }
        }

        private void fail(Throwable failure) {
            if (!done) {
                bytes.cancel();
                onError(failure);
            }
        }

        @Override
        public void request(long events) {
            // They come as they come.
        }

        @Override
        public void cancel() {
            done = true;
            bytes.cancel();
            end.complete(null);
        }
    }
}
