package io.calledit.gateway.rest;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;

import io.netty.buffer.ByteBuf;

/**
 * An answer's body as it comes, piece by piece. One that would be larger than Lambda takes is compressed, where that is
 * allowed; of one that is too large all the same nothing is kept.
 */
final class AnswerBody {

    /** Lambda takes 6,291,556 bytes with all that is around the body, which is four thirds of itself in Base64. */
    static final int MOST = 4_600_000;

    private final boolean mayBeCompressed;
    private final int most;
    private ByteArrayOutputStream kept = new ByteArrayOutputStream();
    private GZIPOutputStream compressing;
    private boolean tooLarge;

    /** @param most in bytes */
    AnswerBody(boolean mayBeCompressed, int most) {
        this.mayBeCompressed = mayBeCompressed;
        this.most = most;
    }

    void add(ByteBuf piece) {
        if (tooLarge) {
            return;
        }
        try {
            if (mayBeCompressed && compressing == null && kept.size() + piece.readableBytes() > most) {
                compress();
            }
            piece.readBytes(compressing == null ? kept : compressing, piece.readableBytes());
            dropWhatIsTooLarge();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void compress() throws IOException {
        byte[] soFar = kept.toByteArray();
        kept = new ByteArrayOutputStream();
        compressing = new GZIPOutputStream(kept);
        compressing.write(soFar);
    }

    private void dropWhatIsTooLarge() throws IOException {
        if (kept.size() > most) {
            tooLarge = true;
            if (compressing != null) {
                compressing.close(); // has memory outside the heap
            }
            kept = new ByteArrayOutputStream(0);
        }
    }

    boolean isCompressed() {
        return compressing != null;
    }

    /** The whole of it, once it has ended, in Base64; nothing where it is too large. */
    Optional<String> whole() {
        try {
            if (compressing != null && !tooLarge) {
                compressing.close();
            }
            dropWhatIsTooLarge();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return tooLarge ? Optional.empty() : Optional.of(Base64.getEncoder().encodeToString(kept.toByteArray()));
    }
}
