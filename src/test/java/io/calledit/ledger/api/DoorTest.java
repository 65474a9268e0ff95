package io.calledit.ledger.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpRequest;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.calledit.ledger.api.Api.Answer;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;

@QuarkusTest
@TestProfile(Watched.class)
class DoorTest extends OverHttp {

    @ParameterizedTest
    @ValueSource(strings = {"/api/calls", "/api/ledger/proof", "/", "/q/openapi", "/ws"})
    void whoeverMeansAnotherHostGetsNothing(String path) throws IOException {
        String answer = RawHttp.answer(address, "GET " + path + " HTTP/1.1\r\nHost: rebound.example\r\nConnection: close\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 421 ").contains("application/problem+json", "calledit.origin.hosts", "rebound.example");
        assertThat(store.uses()).isZero();
    }

    @Test
    void aSocketForAnotherHostIsRefused() throws IOException {
        String answer = RawHttp.beginning(address, "GET /ws HTTP/1.1\r\nHost: rebound.example\r\nOrigin: http://rebound.example\r\n"
                + "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
                + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 421 ");
    }

    @Test
    void thisMachineIsMeantByItsNumberToo() throws IOException {
        assertThat(RawHttp.answer(address, "GET /api/calls HTTP/1.1\r\nHost: 127.0.0.1:1\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 200 ");
        assertThat(RawHttp.answer(address, "GET /api/calls HTTP/1.1\r\nHost: [::1]\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 200 ");
        assertThat(RawHttp.answer(address, "GET /api/calls HTTP/1.0\r\n\r\n")).startsWith("HTTP/1.0 421 ");
    }

    @Test
    void aPageOfAnotherSiteMayNotChangeAnything() {
        for (String origin : new String[] {"https://evil.example", "null", "http://localhost:1"}) {
            Answer answer = api.send(posting().header("Origin", origin));
            assertThat(answer.status()).as(origin).isEqualTo(403);
            assertThat(answer.type()).isEqualTo("application/problem+json");
        }
        assertThat(api.send(posting().header("Sec-Fetch-Site", "cross-site")).status()).isEqualTo(403);
        assertThat(head().entries()).isZero();
    }

    @Test
    void aRefusalLeavesTheConnectionInOrder() throws IOException {
        String body = "x".repeat(100_000);
        String answers = RawHttp.answer(address,
                "POST /api/calls HTTP/1.1\r\nHost: rebound.example\r\nContent-Length: 100000\r\n\r\n" + body
                        + "GET /api/calls HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");

        assertThat(answers).startsWith("HTTP/1.1 421 ").contains("HTTP/1.1 200 ");
    }

    @Test
    void theServicesOwnPageMay() {
        String own = "http://" + address.getAuthority();

        assertThat(api.send(posting().header("Origin", own).header("Sec-Fetch-Site", "same-origin")).status()).isEqualTo(201);
    }

    @Test
    void noOtherSiteIsLetToReadWhatIsAnswered() {
        Answer read = api.send(api.request("/api/calls").header("Origin", "https://evil.example").GET());
        Answer preflight = api.send(api.request("/api/calls")
                .header("Origin", "https://evil.example")
                .header("Access-Control-Request-Method", "POST")
                .method("OPTIONS", HttpRequest.BodyPublishers.noBody()));

        assertThat(read.header("Access-Control-Allow-Origin")).isNull();
        assertThat(preflight.header("Access-Control-Allow-Origin")).isNull();
        assertThat(preflight.status()).isLessThan(500);
    }

    private HttpRequest.Builder posting() {
        return api.request("/api/calls")
                .header("Content-Type", Api.JSON)
                .header("Idempotency-Key", "key")
                .POST(HttpRequest.BodyPublishers.ofString(aCall()));
    }
}
