package io.calledit.ledger.api;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import jakarta.ws.rs.core.StreamingOutput;

import org.jboss.logging.Logger;

import io.vertx.core.http.HttpServerRequest;

/**
 * Writes something long for as long as the client is there. Where it breaks off, so does the connection: the client has
 * the status already, and would otherwise take what it got for the whole, or wait.
 */
final class WhileListening implements StreamingOutput {

    private static final Logger LOG = Logger.getLogger(WhileListening.class);
    private static final long LONGEST_CLOSE_SECONDS = 5;

    private final HttpServerRequest request;
    private final StreamingOutput content;

    WhileListening(HttpServerRequest request, StreamingOutput content) {
        this.request = request;
        this.content = content;
    }

    @Override
    public void write(OutputStream out) throws IOException {
        try {
            content.write(new FilterOutputStream(out) {
                @Override
                public void write(byte[] bytes, int from, int length) throws IOException {
                    if (request.response().closed()) {
                        throw new IOException("the client is gone");
                    }
                    out.write(bytes, from, length);
                }
            });
        } catch (IOException | RuntimeException e) {
            if (request.response().headWritten()) {
                breakOff();
            }
            throw e;
        }
    }

    /** Returns once the connection is closed: what ends the answer in due form comes right after. */
    private void breakOff() {
        CompletableFuture<Void> closed = request.connection().close().toCompletionStage().toCompletableFuture();
        try {
            closed.get(LONGEST_CLOSE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            LOG.debug("A connection could not be closed", e);
        }
    }
}
