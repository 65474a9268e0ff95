package io.calledit.model.converse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;

import org.junit.jupiter.api.Test;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.services.bedrockruntime.model.ThrottlingException;

class ConverseStreamTest {

    private final List<SdkHttpResponse> refused = new ArrayList<>();
    private final ConverseStream stream = new ConverseStream("m", new StreamingChatResponseHandler() {
        @Override
        public void onCompleteResponse(ChatResponse response) {
            throw new AssertionError(response);
        }

        @Override
        public void onError(Throwable error) {
            throw new AssertionError(error);
        }
    }, refused::add);
    private Subscriber<? super ByteBuffer> body;
    private boolean cancelled;

    @Test
    void aRefusalWhoseBodyBreaksOffMeansWhatItMeant() {
        begin(429, "ThrottlingException");
        body.onNext(bytes("{\"message\":\"Slow down\",\"re"));
        body.onError(new IOException("reset"));

        assertRefused("Slow down");
        assertThat(refused).extracting(SdkHttpResponse::statusCode).containsExactly(429);
    }

    @Test
    void aRefusalThatGoesOnAndOnIsNotHeardOut() {
        begin(429, "ThrottlingException");
        for (int i = 0; i < 3; i++) {
            body.onNext(bytes("x".repeat(30_000)));
        }

        assertRefused("429");
        assertThat(cancelled).isTrue();
    }

    @Test
    void anAnswerThatEndsWithinAnEventIsNone() {
        begin(200, null);
        body.onNext(bytes("\0\0"));
        body.onComplete();

        assertThatThrownBy(() -> stream.end().get())
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(MalformedStreamException.class);
    }

    @Test
    void anAnswerWithoutAWordEndsAndWhoWaitsIsToldNothing() {
        begin(200, null);
        body.onComplete();

        assertThat(stream.end()).isCompleted();
        assertThat(refused).isEmpty();
    }

    private void begin(int status, String errorType) {
        SdkHttpResponse.Builder head = SdkHttpResponse.builder()
                .statusCode(status)
                .putHeader("content-type", errorType == null ? "application/vnd.amazon.eventstream" : "application/json");
        if (errorType != null) {
            head.putHeader("x-amzn-errortype", errorType);
        }
        stream.onHeaders(head.build());
        stream.onStream(subscriber -> {
            body = subscriber;
            subscriber.onSubscribe(new Subscription() {
                @Override
                public void request(long pieces) {
                    assertThat(pieces).isEqualTo(Long.MAX_VALUE);
                }

                @Override
                public void cancel() {
                    cancelled = true;
                }
            });
        });
    }

    private void assertRefused(String words) {
        assertThatThrownBy(() -> stream.end().get())
                .cause()
                .isInstanceOf(ThrottlingException.class)
                .hasMessageContaining(words);
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1));
    }
}
