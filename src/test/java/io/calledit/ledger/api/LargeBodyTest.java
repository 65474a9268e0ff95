package io.calledit.ledger.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.calledit.ledger.api.Api.Answer;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;

/** However much is sent, no more is read than is taken, and the service goes on. */
@QuarkusTest
@TestProfile(Watched.class)
class LargeBodyTest extends OverHttp {

    private static final int MEGABYTE = 1024 * 1024;
    private static final int ENOUGH = 2_000;

    @AfterEach
    void nothingWasStoredAndTheServiceGoesOn() {
        assertThat(head().entries()).isZero();
        assertThat(api.get("/api/calls").status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4, 9})
    void aNoteOfMegabytesIsRefusedInWords(int megabytes) {
        String note = "{\"type\":\"note\",\"note\":\"" + "x".repeat(megabytes * MEGABYTE) + "\"}";

        assertTooLarge(api.add("0000000000000000", note), "256 kB");
        assertTooLarge(api.log(note), "256 kB");
    }

    @Test
    void aBodyWithoutALengthIsRefusedToo() {
        byte[] megabytes = "x".repeat(2 * MEGABYTE).getBytes(StandardCharsets.US_ASCII);

        assertTooLarge(api.post("/api/calls", "key", Api.JSON,
                BodyPublishers.fromPublisher(BodyPublishers.ofByteArray(megabytes))), "256 kB");
    }

    @Test
    void aTableOfMoreThanTenMegabytesIsRefused() {
        assertTooLarge(api.importCsv("statement\n" + "x".repeat(11 * MEGABYTE)), "10240 kB");
    }

    @Test
    void aBodyWithoutAnEndIsNotReadForEver() throws Exception {
        try (RawHttp connection = new RawHttp(address)) {
            connection.write("POST /api/calls HTTP/1.1\r\nHost: localhost\r\nIdempotency-Key: key\r\n"
                    + "Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n");
            byte[] chunk = ("10000\r\n" + "x".repeat(0x10000) + "\r\n").getBytes(StandardCharsets.US_ASCII);
            OutputStream out = connection.out();
            CompletableFuture<Integer> sent = CompletableFuture.supplyAsync(() -> sendUntilRefused(out, chunk));
            assertThat(sent.get(30, TimeUnit.SECONDS)).as("chunks of 64 kB until the connection was closed").isLessThan(ENOUGH);
        }
    }

    private static int sendUntilRefused(OutputStream out, byte[] chunk) {
        int sent = 0;
        try {
            while (sent < ENOUGH) {
                out.write(chunk);
                sent++;
            }
        } catch (IOException closed) {
            return sent;
        }
        return sent;
    }

    private static void assertTooLarge(Answer answer, String limit) {
        assertThat(answer.status()).isEqualTo(413);
        assertThat(answer.type()).isEqualTo("application/problem+json");
        assertThat(answer.json().get("detail").asText()).contains(limit);
    }
}
