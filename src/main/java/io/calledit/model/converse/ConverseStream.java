package io.calledit.model.converse;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

import dev.langchain4j.model.chat.response.PartialResponseContext;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.chat.response.StreamingHandle;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.http.async.SdkAsyncHttpResponseHandler;

/**
 * One answer of Bedrock's ConverseStream, read on the thread on which its bytes arrive. It ends once: when the connection
 * is done with it, when it has failed, or when nobody wants it any more.
 */
final class ConverseStream implements SdkAsyncHttpResponseHandler, EventDecoder.Listener, StreamingHandle {

    private static final String EVENT_STREAM = "application/vnd.amazon.eventstream";
    /** Of a refusal nobody reads more. */
    private static final int LONGEST_REFUSAL = 1 << 16;

    private final Answer answer;
    private final EventDecoder decoder = new EventDecoder(this);
    private final CompletableFuture<Void> end = new CompletableFuture<>();
    private final Consumer<SdkHttpResponse> whenRefused;
    private SdkHttpResponse refusal;

    /**
     * @param handler is given the answer, but not its failure: that is the {@link #end}'s
     * @param whenRefused is given the head of a response that isn't a stream of events, before anybody knows of it
     */
    ConverseStream(String modelId, StreamingChatResponseHandler handler, Consumer<SdkHttpResponse> whenRefused) {
        this.whenRefused = whenRefused;
        answer = new Answer(modelId, handler, new PartialResponseContext(this));
    }

    /** Completes when the stream has closed, whether or not it had come to its last event; cancelling it ends the call. */
    CompletableFuture<Void> end() {
        return end;
    }

    @Override
    public void onHeaders(SdkHttpResponse head) {
        boolean events = head.isSuccessful()
                && head.firstMatchingHeader("content-type").filter(type -> type.startsWith(EVENT_STREAM)).isPresent();
        if (!events) {
            refusal = head;
            whenRefused.accept(head);
        }
    }

    @Override
    public void onStream(Publisher<ByteBuffer> bytes) {
        bytes.subscribe(refusal == null ? new Events() : new Refusal());
    }

    @Override
    public void onError(Throwable failure) {
        end.completeExceptionally(failure);
    }

    @Override
    public boolean event(String type, byte[] payload, int from, int length) {
        ConverseEvents.read(type, payload, from, length, answer);
        return !end.isDone();
    }

    @Override
    public boolean exception(String type, byte[] payload, int from, int length) {
        end.completeExceptionally(ServiceErrors.inStream(type, ConverseEvents.message(payload, from, length)));
        return false;
    }

    @Override
    public boolean error(String code, String message) {
        end.completeExceptionally(ServiceErrors.inStream(code, message));
        return false;
    }

    @Override
    public void cancel() {
        end.cancel(false);
    }

    @Override
    public boolean isCancelled() {
        return end.isCancelled();
    }

    /** What is done with the bytes of a response. */
    private abstract class Reading implements Subscriber<ByteBuffer> {

        private Subscription bytes;

        @Override
        public void onSubscribe(Subscription bytes) {
            this.bytes = bytes;
            // All of them: the HTTP client takes a turn of its event loop for every single one that it is asked for.
            bytes.request(Long.MAX_VALUE);
        }

        @Override
        public void onNext(ByteBuffer piece) {
            if (!end.isDone()) {
                try {
                    take(piece);
                } catch (Throwable t) { // whatever the framework made of an event, its run has to end
                    end.completeExceptionally(t);
                }
                if (end.isDone()) {
                    bytes.cancel();
                }
            }
        }

        abstract void take(ByteBuffer piece);

        @Override
        public void onError(Throwable failure) {
            end.completeExceptionally(failure);
        }
    }

    private final class Events extends Reading {

        @Override
        void take(ByteBuffer piece) {
            decoder.feed(piece);
        }

        @Override
        public void onComplete() {
            if (decoder.isInTheMiddle()) {
                end.completeExceptionally(new MalformedStreamException("it ends within an event"));
                return;
            }
            try {
                answer.ended(null); // it needn't say what it took
                end.complete(null);
            } catch (Throwable t) {
                end.completeExceptionally(t);
            }
        }
    }

    /** A refusal means what it means however its body ends, and however long that takes. */
    private final class Refusal extends Reading {

        private final ByteArrayOutputStream words = new ByteArrayOutputStream();

        @Override
        void take(ByteBuffer piece) {
            byte[] bytes = new byte[Math.min(piece.remaining(), LONGEST_REFUSAL - words.size())];
            piece.get(bytes);
            words.writeBytes(bytes);
            if (words.size() == LONGEST_REFUSAL) {
                refuse();
            }
        }

        @Override
        public void onComplete() {
            refuse();
        }

        @Override
        public void onError(Throwable failure) {
            refuse();
        }

        private void refuse() {
            end.completeExceptionally(ServiceErrors.refusal(refusal, words.toByteArray(), words.size()));
        }
    }
}
