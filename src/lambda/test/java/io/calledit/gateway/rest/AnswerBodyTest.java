package io.calledit.gateway.rest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Base64;
import java.util.Random;
import java.util.zip.GZIPInputStream;

import org.junit.jupiter.api.Test;

import io.netty.buffer.Unpooled;

class AnswerBodyTest {

    private static final int MOST = 1_000;

    @Test
    void whatFitsIsPassedAsItIs() {
        AnswerBody body = new AnswerBody(true, MOST);
        add(body, "x".repeat(MOST - 3));
        add(body, "é1");

        assertThat(body.isCompressed()).isFalse();
        assertThat(new String(bytes(body), UTF_8)).isEqualTo("x".repeat(MOST - 3) + "é1");
    }

    @Test
    void whatDoesNotFitIsCompressedFromItsBeginning() throws IOException {
        AnswerBody body = new AnswerBody(true, MOST);
        for (int i = 0; i < 50; i++) {
            add(body, "0123456789".repeat(10));
        }

        assertThat(body.isCompressed()).isTrue();
        assertThat(new String(new GZIPInputStream(new ByteArrayInputStream(bytes(body))).readAllBytes(), UTF_8))
                .isEqualTo("0123456789".repeat(500));
    }

    @Test
    void whatMayNotBeCompressedAndDoesNotFitIsNothing() {
        AnswerBody body = new AnswerBody(false, MOST);
        add(body, "x".repeat(MOST));
        assertThat(body.whole()).isPresent();
        add(body, "x");
        add(body, "and more");

        assertThat(body.whole()).isEmpty();
    }

    @Test
    void whatDoesNotFitCompressedEitherIsNothing() {
        byte[] noise = new byte[3 * MOST];
        new Random(7).nextBytes(noise);
        AnswerBody body = new AnswerBody(true, MOST);
        body.add(Unpooled.wrappedBuffer(noise));

        assertThat(body.whole()).isEmpty();
    }

    private static void add(AnswerBody body, String text) {
        body.add(Unpooled.copiedBuffer(text, UTF_8));
    }

    private static byte[] bytes(AnswerBody body) {
        return Base64.getDecoder().decode(body.whole().orElseThrow());
    }
}
