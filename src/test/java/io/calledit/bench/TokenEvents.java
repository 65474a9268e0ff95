package io.calledit.bench;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32;

import software.amazon.eventstream.HeaderValue;
import software.amazon.eventstream.Message;

/**
 * The events of a ConverseStream answer, encoded once: what differs between two tokens is the stamp, and with it the
 * message's checksum.
 *
 * @see <a href="https://smithy.io/2.0/aws/amazon-eventstream.html">Amazon Event Stream specification</a>
 */
final class TokenEvents {

    private static final String OPENING = "{\"prediction_statement\":\"It rains in Bern before the end of the year.\","
            + "\"verification_date\":\"2099-12-31T23:59:59Z\",\"verification_method\":{"
            + "\"source\":[\"MeteoSwiss, station Bern / Zollikofen\"],"
            + "\"criteria\":[\"True if the station reports any rain\",\"False if it reports none\"],"
            + "\"steps\":[\"Open the station's daily values\",\"Add them up\"]},"
            + "\"initial_status\":\"pending\",\"assumptions\":[\"";
    private static final String CLOSING = "\"]}";

    private final byte[] template = delta("~000000");
    private final int stampAt = new String(template, StandardCharsets.ISO_8859_1).indexOf('~');
    private final int checksumAt = template.length - Integer.BYTES;
    private final CRC32 checksum = new CRC32();

    /** The beginning of an answer, and of the plan in it. */
    final byte[] opening = joined(event("messageStart", "{\"role\":\"assistant\"}"), delta(quoted(OPENING)));
    /** The end of the plan, and of the answer. */
    final byte[] closing = joined(
            delta(quoted(CLOSING)),
            event("contentBlockStop", "{\"contentBlockIndex\":0}"),
            event("messageStop", "{\"stopReason\":\"end_turn\"}"),
            event("metadata", "{\"usage\":{\"inputTokens\":1000,\"outputTokens\":250,\"totalTokens\":1250},"
                    + "\"metrics\":{\"latencyMs\":1}}"));

    /** A token that says when it was written; for one thread at a time. */
    byte[] stamped(long nanos) {
        byte[] event = template.clone();
        Stamp.write(nanos, event, stampAt);
        checksum.reset();
        checksum.update(event, 0, checksumAt);
        ByteBuffer.wrap(event).putInt(checksumAt, (int) checksum.getValue());
        return event;
    }

    private static byte[] delta(String text) {
        return event("contentBlockDelta", "{\"contentBlockIndex\":0,\"delta\":{\"text\":\"" + text + "\"}}");
    }

    private static String quoted(String text) {
        return text.replace("\"", "\\\"");
    }

    private static byte[] event(String name, String payload) {
        Map<String, HeaderValue> headers = new LinkedHashMap<>();
        headers.put(":event-type", HeaderValue.fromString(name));
        headers.put(":content-type", HeaderValue.fromString("application/json"));
        headers.put(":message-type", HeaderValue.fromString("event"));
        ByteBuffer bytes = new Message(headers, payload.getBytes(StandardCharsets.UTF_8)).toByteBuffer();
        byte[] event = new byte[bytes.remaining()];
        bytes.get(event);
        return event;
    }

    private static byte[] joined(byte[]... events) {
        int length = 0;
        for (byte[] event : events) {
            length += event.length;
        }
        ByteBuffer all = ByteBuffer.allocate(length);
        for (byte[] event : events) {
            all.put(event);
        }
        return all.array();
    }
}
