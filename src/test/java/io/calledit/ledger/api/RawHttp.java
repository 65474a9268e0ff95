package io.calledit.ledger.api;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** A connection on which requests are written out, for those that no client library would send. */
final class RawHttp implements AutoCloseable {

    private static final int PATIENCE_MILLIS = 20_000;

    private final Socket socket;

    RawHttp(URI address) throws IOException {
        socket = new Socket(address.getHost(), address.getPort());
        socket.setSoTimeout(PATIENCE_MILLIS);
    }

    OutputStream out() throws IOException {
        return socket.getOutputStream();
    }

    InputStream in() throws IOException {
        return socket.getInputStream();
    }

    void write(String text) throws IOException {
        out().write(text.getBytes(StandardCharsets.UTF_8));
        out().flush();
    }

    /** All that is answered until the server closes the connection. */
    String readToTheEnd() throws IOException {
        return new String(in().readAllBytes(), StandardCharsets.UTF_8);
    }

    static String answer(URI address, String request) throws IOException {
        try (RawHttp connection = new RawHttp(address)) {
            connection.write(request);
            return connection.readToTheEnd();
        }
    }

    /** The first line that is answered; the connection may stay open. */
    static String beginning(URI address, String request) throws IOException {
        try (RawHttp connection = new RawHttp(address)) {
            connection.write(request);
            return new BufferedReader(new InputStreamReader(connection.in(), StandardCharsets.US_ASCII)).readLine();
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
