package io.calledit.ledger.api;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

import jakarta.ws.rs.core.StreamingOutput;

import io.vertx.core.http.HttpServerRequest;

/**
 * Writes something long for as long as the client is there. Where it breaks off, so does the connection: the client has
 * the status already, and would otherwise take what it got for the whole, or wait.
 */
final class WhileListening implements StreamingOutput {

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
                request.connection().close();
            }
            throw e;
        }
    }
}
