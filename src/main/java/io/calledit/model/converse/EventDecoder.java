package io.calledit.model.converse;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;

/**
 * Takes {@code application/vnd.amazon.eventstream} apart, from pieces of any size. Holds no more than one unfinished
 * message, and nothing between messages. Not safe for use by several threads.
 *
 * @see <a href="https://smithy.io/2.0/aws/amazon-eventstream.html">Amazon Event Stream specification</a>
 */
final class EventDecoder {

    /** What is done with each message. */
    interface Listener {

        /**
         * An event; its payload stands in the bytes from there on, and only for as long as this is called.
         *
         * @return whether more is wanted
         */
        boolean event(String type, byte[] bytes, int from, int length);

        /** An exception that the service's model names; it ends the stream. The payload is as for an event. */
        boolean exception(String type, byte[] bytes, int from, int length);

        /** An error that the service's model doesn't name; it ends the stream. */
        boolean error(String code, String message);
    }

    /** Two lengths and their checksum. */
    private static final int PRELUDE = 12;
    private static final int CHECKSUM = 4;
    /** The format would allow 24 MB. The largest event of a conversation, a guardrail's trace, is some ten kilobytes. */
    private static final int LONGEST_MESSAGE = 1 << 20;

    private static final byte[] NOTHING = {};

    private final Listener listener;
    private final CRC32 checksum = new CRC32();
    private byte[] rest = NOTHING;
    private boolean finished;

    EventDecoder(Listener listener) {
        this.listener = listener;
    }

    /**
     * Passes on every message that is whole now.
     *
     * @throws MalformedStreamException if these are no messages
     */
    void feed(ByteBuffer piece) {
        byte[] bytes;
        int at;
        int end;
        if (rest.length == 0 && piece.hasArray()) {
            bytes = piece.array();
            at = piece.arrayOffset() + piece.position();
            end = at + piece.remaining();
        } else {
            bytes = Arrays.copyOf(rest, rest.length + piece.remaining());
            piece.get(bytes, rest.length, piece.remaining());
            at = 0;
            end = bytes.length;
        }
        while (!finished && end - at >= PRELUDE) {
            int length = length(bytes, at);
            if (end - at < length) {
                break;
            }
            check(bytes, at, length - CHECKSUM);
            finished = !message(bytes, at, length);
            at += length;
        }
        rest = finished || at == end ? NOTHING : Arrays.copyOfRange(bytes, at, end);
    }

    /** Whether a message has begun and not ended. */
    boolean isInTheMiddle() {
        return rest.length > 0;
    }

    private int length(byte[] bytes, int at) {
        check(bytes, at, PRELUDE - CHECKSUM);
        int length = int32(bytes, at);
        if (length < PRELUDE + CHECKSUM || length > LONGEST_MESSAGE) {
            throw new MalformedStreamException("a message of " + length + " bytes");
        }
        return length;
    }

    private void check(byte[] bytes, int from, int length) {
        checksum.reset();
        checksum.update(bytes, from, length);
        if ((int) checksum.getValue() != int32(bytes, from + length)) {
            throw new MalformedStreamException("a checksum is wrong");
        }
    }

    private boolean message(byte[] bytes, int at, int length) {
        int header = at + PRELUDE;
        int payload = header + int32(bytes, at + 4);
        int end = at + length - CHECKSUM;
        if (payload < header || payload > end) {
            throw new MalformedStreamException("headers longer than their message");
        }
        String kind = "";
        String type = "";
        String text = "";
        while (header < payload) {
            int name = header + 1;
            int value = name + (bytes[header] & 0xff);
            int next = value + 1 + valueLength(bytes, value, payload);
            if (next > payload) {
                throw new MalformedStreamException("a header longer than all headers");
            }
            switch (ascii(bytes, name, value - name)) {
                case ":message-type" -> kind = string(bytes, value, next);
                case ":event-type", ":exception-type", ":error-code" -> type = string(bytes, value, next);
                case ":error-message" -> text = string(bytes, value, next);
                default -> { // :content-type, and what may come to be
                }
            }
            header = next;
        }
        return switch (kind) {
            case "event" -> listener.event(type, bytes, payload, end - payload);
            case "exception" -> listener.exception(type, bytes, payload, end - payload);
            case "error" -> listener.error(type, text);
            default -> true;
        };
    }

    /** @return how many bytes follow a header value's type */
    private static int valueLength(byte[] bytes, int at, int end) {
        if (at + 3 > end && !(at < end && bytes[at] <= 2)) {
            throw new MalformedStreamException("a header without a value");
        }
        return switch (bytes[at]) {
            case 0, 1 -> 0; // true, false
            case 2 -> 1;
            case 3 -> 2;
            case 4 -> 4;
            case 5, 8 -> 8; // a long, a time
            case 6, 7 -> 2 + ((bytes[at + 1] & 0xff) << 8 | bytes[at + 2] & 0xff); // bytes, a string
            case 9 -> 16; // a UUID
            default -> throw new MalformedStreamException("a header of type " + bytes[at]);
        };
    }

    private static String string(byte[] bytes, int value, int next) {
        if (bytes[value] != 7) {
            throw new MalformedStreamException("a header that should be a string");
        }
        return new String(bytes, value + 3, next - value - 3, StandardCharsets.UTF_8);
    }

    private static String ascii(byte[] bytes, int from, int length) {
        return new String(bytes, from, length, StandardCharsets.ISO_8859_1);
    }

    private static int int32(byte[] bytes, int at) {
        return bytes[at] << 24 | (bytes[at + 1] & 0xff) << 16 | (bytes[at + 2] & 0xff) << 8 | bytes[at + 3] & 0xff;
    }
}
