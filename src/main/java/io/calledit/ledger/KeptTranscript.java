package io.calledit.ledger;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

import io.calledit.prediction.Transcript;

/** A transcript as a store has it: its canonical JSON in UTF-8, compressed (RFC 1952). */
public final class KeptTranscript {

    /** In bytes: well below the 400 KB that DynamoDB takes as one item. */
    public static final int LARGEST = 256 * 1024;

    /** In bytes: bounds what is held in memory for one, and what a page has to show. */
    private static final int LARGEST_UNPACKED = 2 * 1024 * 1024;

    private final byte[] packed;

    private KeptTranscript(byte[] packed) {
        this.packed = packed;
    }

    /** The transcript, or nothing where it is larger than what is kept. */
    public static Optional<KeptTranscript> of(Transcript transcript) {
        byte[] text = TranscriptJson.write(transcript).getBytes(StandardCharsets.UTF_8);
        return text.length > LARGEST_UNPACKED
                ? Optional.empty()
                : Optional.of(new KeptTranscript(packed(text))).filter(kept -> kept.packed.length <= LARGEST);
    }

    /** What a store has. Whether that is what was written is {@link #text}'s question. */
    public static KeptTranscript ofPacked(byte[] packed) {
        return new KeptTranscript(packed.clone());
    }

    private static byte[] packed(byte[] text) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream(text.length / 4);
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e); // memory has no such troubles
        }
        return packed.toByteArray();
    }

    /** The bytes to store; at most {@value #LARGEST}. */
    public byte[] packed() {
        return packed.clone();
    }

    /**
     * The canonical JSON, if nobody has touched it.
     *
     * @throws LedgerException.Unavailable if it can't be unpacked
     */
    public String text() {
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(packed))) {
            byte[] text = in.readNBytes(LARGEST_UNPACKED + 1);
            if (text.length <= LARGEST_UNPACKED) {
                return new String(text, StandardCharsets.UTF_8);
            }
            throw new LedgerException.Unavailable(LedgerException.Unavailable.Reason.DAMAGED, null);
        } catch (IOException e) {
            throw new LedgerException.Unavailable(LedgerException.Unavailable.Reason.DAMAGED, e);
        }
    }

    /** {@link HashChain#hash} of the text. */
    public String hash() {
        return HashChain.hash(text());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof KeptTranscript kept && Arrays.equals(packed, kept.packed);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(packed);
    }
}
