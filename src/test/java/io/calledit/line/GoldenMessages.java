package io.calledit.line;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The messages that both sides of the socket are tested against. */
final class GoldenMessages {

    static final String RUN = "5b1f6c0e-6a0f-4c55-9d3a-3f6a1c2e9b10";

    private GoldenMessages() {}

    static String read(String name) {
        try (var in = GoldenMessages.class.getResourceAsStream("/wire/" + name + ".json")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
