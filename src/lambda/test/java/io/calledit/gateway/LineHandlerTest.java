package io.calledit.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2WebSocketEvent;
import com.fasterxml.jackson.databind.JsonNode;

class LineHandlerTest extends OnTheGateway {

    @Test
    void aConnectionWithoutAnOwnerIsRefused() throws Exception {
        Environment here = environment();

        assertThat(here.handle(Environment.event("a", null, "$connect", null))).succeedsWithin(PATIENCE).isEqualTo(401);
        assertThat(here.handle(Environment.event("a", "not an id!", "$connect", null))).succeedsWithin(PATIENCE).isEqualTo(401);
        assertThat(call(here, "a")).succeedsWithin(PATIENCE);

        assertThat(gateway.next("a").path("code").asText()).isEqualTo("unauthorized");
        assertThat(here.models()).isZero();
    }

    @Test
    void aConnectionSpeaksForWhomItWasOpenedByAndForNobodyElse() throws Exception {
        Environment here = environment();
        open(here, "a", "ann");

        here.handle(Environment.event("a", "bob", "ping", "{\"action\":\"ping\"}"));
        assertThat(gateway.next("a").path("code").asText()).isEqualTo("unauthorized");
        here.handle(Environment.event("a", "ann", "ping", "{\"action\":\"ping\"}"));
        assertThat(gateway.next("a").path("type").asText()).isEqualTo("pong");
    }

    @Test
    void aPageOfAnotherSiteGetsNoConnection() {
        Environment here = environment();
        APIGatewayV2WebSocketEvent event = Environment.event("a", "ann", "$connect", null);
        event.setHeaders(Map.of("origin", "https://elsewhere.example", "Host", "here.example"));
        assertThat(here.handle(event)).succeedsWithin(PATIENCE).isEqualTo(403);

        event.setHeaders(Map.of("origin", "https://here.example", "Host", "here.example"));
        assertThat(here.handle(event)).succeedsWithin(PATIENCE).isEqualTo(200);
    }

    @Test
    void anothersRunCanNeitherBeResumedNorStopped() throws Exception {
        Environment here = environment();
        open(here, "a", "ann");
        open(here, "b", "bob");
        call(here, "a");
        Environment.Model model = here.nextModel();

        say(here, "b", resume(model.run().id(), 0));
        assertThat(gateway.next("b").path("code").asText()).isEqualTo("unknown_run");
        say(here, "b", stop(model.run().id()));
        assertThat(gateway.next("b").path("code").asText()).isEqualTo("unknown_run");
        assertThat(here.table.runs.find(model.run().id()).orElseThrow().isToStop()).isFalse();
        model.run().stop();
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', textBlock = """
            hello                                            , bad_message
            {"action":"dance"}                               , unknown_action
            {"action":"makecall"}                            , no_prompt
            {"action":"stop"}                                , bad_message
            `{"action":"resume","runId":"7","afterSeq":0}`   , bad_message
            """)
    void whatCannotBeCarriedOutIsAnsweredAsOnTheSocket(String message, String code) throws Exception {
        Environment here = environment();
        open(here, "a", "ann");

        assertThat(say(here, "a", message)).succeedsWithin(PATIENCE).isEqualTo(200);

        JsonNode error = gateway.next("a");
        assertThat(error.path("type").asText()).isEqualTo("error");
        assertThat(error.path("code").asText()).isEqualTo(code);
        assertThat(error.has("runId")).isFalse();
    }

    @Test
    void aMessageThatIsTooLargeOrNotTextIsRefused() throws Exception {
        Environment here = environment();
        open(here, "a", "ann");

        say(here, "a", "{\"action\":\"ping\",\"x\":\"" + "x".repeat(16_384) + "\"}");
        assertThat(gateway.next("a").path("message").asText()).isEqualTo("The message is too large: at most 16384 bytes are read.");
        APIGatewayV2WebSocketEvent binary = Environment.event("a", "ann", "$default", "AAAA");
        binary.setIsBase64Encoded(true);
        here.handle(binary);
        assertThat(gateway.next("a").path("message").asText()).isEqualTo("Binary messages aren’t read. Send JSON as text.");
    }

    @Test
    void aConnectionMayHaveAsManyRunsUnderWayAsOnTheSocketWhereverTheyAre() throws Exception {
        Environment one = environment("calledit.line.runs-per-connection", "1");
        Environment other = environment("calledit.line.runs-per-connection", "1");
        open(one, "a", "ann");
        CompletableFuture<Integer> first = call(one, "a");
        Environment.Model model = one.nextModel();
        gateway.next("a");

        assertThat(call(other, "a")).succeedsWithin(PATIENCE);
        JsonNode refusal = gateway.next("a");
        assertThat(refusal.path("code").asText()).isEqualTo("too_many_runs");
        assertThat(refusal.path("message").asText()).startsWith("There are already 1 plans being drafted.");
        model.run().stop();
        assertThat(first).succeedsWithin(PATIENCE);
        CompletableFuture<Integer> next = call(other, "a");
        other.nextModel().run().stop();
        assertThat(next).succeedsWithin(PATIENCE);
    }

    @Test
    void aPersonStartsNoMoreRunsInAMinuteThanTheyMayWhereverTheyAre() throws Exception {
        Environment one = environment("calledit.line.runs-per-minute", "1");
        Environment other = environment("calledit.line.runs-per-minute", "1");
        open(one, "a", "ann");
        open(one, "b", "bob");
        CompletableFuture<Integer> first = call(one, "a");
        one.nextModel().run().stop();
        assertThat(first).succeedsWithin(PATIENCE);
        upToTheEnd("a", 0);

        assertThat(call(other, "a")).succeedsWithin(PATIENCE);
        JsonNode refusal = gateway.next("a");
        assertThat(refusal.path("code").asText()).isEqualTo("rate_limited");
        assertThat(refusal.path("retryAfterMs").asInt()).isBetween(30_000, 60_000);
        assertThat(other.table.connections.runs("a")).isEmpty();
        CompletableFuture<Integer> bobs = call(other, "b");
        other.nextModel().run().stop();
        assertThat(bobs).succeedsWithin(PATIENCE);
    }

    @Test
    void aRunIsNotResumedAfterAFrameThatItDoesNotHave() throws Exception {
        Environment here = environment();
        open(here, "a", "ann");
        CompletableFuture<Integer> run = call(here, "a");
        Environment.Model model = here.nextModel();
        model.run().stop();
        assertThat(run).succeedsWithin(PATIENCE);
        upToTheEnd("a", 0);

        say(here, "a", resume(model.run().id(), 3));
        assertThat(gateway.next("a").path("code").asText()).isEqualTo("bad_message");
        say(here, "a", resume(UUID.randomUUID().toString(), 0));
        assertThat(gateway.next("a").path("code").asText()).isEqualTo("unknown_run");
    }
}
