package io.calledit.model.converse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;

import org.junit.jupiter.api.Test;

import software.amazon.eventstream.HeaderValue;
import software.amazon.eventstream.Message;

/** The messages are written by the SDK's own encoder. */
class EventDecoderTest {

    private final List<String> heard = new ArrayList<>();
    private int wanted = Integer.MAX_VALUE;
    private final EventDecoder decoder = new EventDecoder(new EventDecoder.Listener() {
        @Override
        public boolean event(String type, byte[] bytes, int from, int length) {
            return hear(type + " " + new String(bytes, from, length, StandardCharsets.UTF_8));
        }

        @Override
        public boolean exception(String type, byte[] bytes, int from, int length) {
            return hear("exception " + type + " " + new String(bytes, from, length, StandardCharsets.UTF_8));
        }

        @Override
        public boolean error(String code, String message) {
            return hear("error " + code + " " + message);
        }
    });

    @Test
    void piecesOfAnySizeGiveTheSameMessages() {
        byte[] stream = joined(event("a", "{}"), event("b", ""), event("c", "€".repeat(3_000)), event("d", "last"));
        Random random = new Random(20_261_122);
        for (int longest : new int[] {1, 2, 7, 40, 500, 4_000, 100_000}) {
            heard.clear();
            for (int at = 0; at < stream.length; ) {
                int length = Math.min(1 + random.nextInt(longest), stream.length - at);
                decoder.feed(ByteBuffer.wrap(stream, at, length));
                at += length;
            }
            assertThat(heard).as("pieces of up to %d bytes", longest)
                    .containsExactly("a {}", "b ", "c " + "€".repeat(3_000), "d last");
            assertThat(decoder.isInTheMiddle()).isFalse();
        }
    }

    @Test
    void aPieceOutsideTheHeapIsReadToo() {
        byte[] event = event("a", "{}");
        ByteBuffer direct = ByteBuffer.allocateDirect(event.length).put(event).flip();

        decoder.feed(direct);

        assertThat(heard).containsExactly("a {}");
    }

    @Test
    void aMessageThatHasBegunIsKnown() {
        byte[] event = event("a", "{}");

        decoder.feed(ByteBuffer.wrap(event, 0, event.length - 1));
        assertThat(decoder.isInTheMiddle()).isTrue();
        assertThat(heard).isEmpty();

        decoder.feed(ByteBuffer.wrap(event, event.length - 1, 1));
        assertThat(decoder.isInTheMiddle()).isFalse();
        assertThat(heard).containsExactly("a {}");
    }

    @Test
    void noChangedByteGoesUnnoticed() {
        byte[] event = event("contentBlockDelta", "{\"delta\":{}}");
        for (int i = 0; i < event.length; i++) {
            byte[] changed = event.clone();
            changed[i] ^= 0x10;
            EventDecoderTest fresh = new EventDecoderTest();
            assertThatThrownBy(() -> fresh.decoder.feed(ByteBuffer.wrap(changed)))
                    .as("byte %d", i)
                    .isInstanceOf(MalformedStreamException.class);
            assertThat(fresh.heard).isEmpty();
        }
    }

    @Test
    void aMessageOfManyMegabytesIsNotWaitedFor() {
        byte[] head = new Message(Map.of(), new byte[2 << 20]).toByteBuffer().array();

        assertThatThrownBy(() -> decoder.feed(ByteBuffer.wrap(head, 0, 12)))
                .isInstanceOf(MalformedStreamException.class)
                .hasMessageContaining("2097168 bytes");
    }

    @Test
    void headersOfAnyTypeMayStandBeforeTheOnesThatMatter() {
        Map<String, HeaderValue> headers = new LinkedHashMap<>();
        headers.put("true", HeaderValue.fromBoolean(true));
        headers.put("false", HeaderValue.fromBoolean(false));
        headers.put("int", HeaderValue.fromInteger(-1));
        headers.put("long", HeaderValue.fromLong(-1));
        headers.put("bytes", HeaderValue.fromByteArray(new byte[300]));
        headers.put("string", HeaderValue.fromString("x".repeat(300)));
        headers.put("time", HeaderValue.fromTimestamp(Instant.EPOCH));
        headers.put("uuid", HeaderValue.fromUuid(new UUID(1, 2)));
        headers.put(":event-type", HeaderValue.fromString("a"));
        headers.put(":message-type", HeaderValue.fromString("event"));

        decoder.feed(new Message(headers, "{}".getBytes(StandardCharsets.UTF_8)).toByteBuffer());

        assertThat(heard).containsExactly("a {}");
    }

    @Test
    void exceptionsAndErrorsAreToldApartFromEvents() {
        decoder.feed(ByteBuffer.wrap(joined(
                message(Map.of(":message-type", "exception", ":exception-type", "throttlingException"), "{}"),
                message(Map.of(":message-type", "error", ":error-code", "500", ":error-message", "Oh"), ""),
                message(Map.of(":message-type", "kind to come", ":event-type", "x"), ""))));

        assertThat(heard).containsExactly("exception throttlingException {}", "error 500 Oh");
    }

    @Test
    void nothingIsPassedOnOnceNoMoreIsWanted() {
        wanted = 1;

        decoder.feed(ByteBuffer.wrap(joined(event("a", "{}"), event("b", "{}"))));
        decoder.feed(ByteBuffer.wrap(event("c", "{}")));

        assertThat(heard).containsExactly("a {}");
    }

    private boolean hear(String message) {
        heard.add(message);
        return heard.size() < wanted;
    }

    private static byte[] event(String type, String payload) {
        return message(Map.of(":message-type", "event", ":event-type", type, ":content-type", "application/json"), payload);
    }

    private static byte[] message(Map<String, String> headers, String payload) {
        Map<String, HeaderValue> values = new LinkedHashMap<>();
        headers.forEach((name, value) -> values.put(name, HeaderValue.fromString(value)));
        ByteBuffer written = new Message(values, payload.getBytes(StandardCharsets.UTF_8)).toByteBuffer();
        byte[] bytes = new byte[written.remaining()];
        written.get(bytes);
        return bytes;
    }

    private static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }
}
