package io.calledit.faults;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** A client that asks for a run's frames, and then neither reads them nor goes away. */
final class StalledReader implements AutoCloseable {

    /** As little as the operating system agrees to; it holds back the rest, and then its peer has to. */
    private static final int RECEIVE_BUFFER = 2_048;
    private static final int PATIENCE_MS = 30_000;
    private static final int FINAL_TEXT = 0x81;
    private static final int MASKED = 0x80;

    private final Socket socket = new Socket();

    StalledReader(URI service, String runId) throws IOException {
        socket.setReceiveBufferSize(RECEIVE_BUFFER);
        socket.setSoTimeout(PATIENCE_MS);
        socket.connect(new InetSocketAddress(service.getHost(), service.getPort()), PATIENCE_MS);
        String upgrade = "GET /ws HTTP/1.1\r\nHost: " + service.getAuthority() + "\r\nUpgrade: websocket\r\n"
                + "Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";
        socket.getOutputStream().write(upgrade.getBytes(StandardCharsets.US_ASCII));
        String answer = head(socket.getInputStream());
        if (!answer.startsWith("HTTP/1.1 101 ")) {
            throw new IOException(answer);
        }
        socket.getOutputStream().write(frame("{\"action\":\"resume\",\"runId\":\"" + runId + "\",\"afterSeq\":0}"));
    }

    /** Byte by byte: nothing that follows is read. */
    private static String head(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("closed after " + head);
            }
            head.append((char) next);
        }
        return head.toString();
    }

    /** A client has to mask what it sends; a mask of zeros will do. */
    private static byte[] frame(String text) {
        byte[] content = text.getBytes(StandardCharsets.US_ASCII);
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        frame.write(FINAL_TEXT);
        frame.write(MASKED | content.length);
        frame.writeBytes(new byte[4]);
        frame.writeBytes(content);
        return frame.toByteArray();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
