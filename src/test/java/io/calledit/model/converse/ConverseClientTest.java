package io.calledit.model.converse;

import static io.calledit.bedrock.Turn.answer;
import static io.calledit.bedrock.Turn.rejected;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.PartialResponse;
import dev.langchain4j.model.chat.response.PartialResponseContext;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import io.calledit.bedrock.BedrockEmulator;
import io.calledit.bedrock.Exchange;
import io.calledit.bedrock.Fault;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.bedrockruntime.model.AccessDeniedException;
import software.amazon.awssdk.services.bedrockruntime.model.ThrottlingException;

/** Against an emulator that checks every signature, as the SDK's own client passes it too. */
class ConverseClientTest {

    private static final DateTimeFormatter AMZ_DATE =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    private static BedrockEmulator emulator;

    private final Heard heard = new Heard();

    @BeforeAll
    static void start() {
        System.setProperty("aws.accessKeyId", "AKIDEMULATED");
        System.setProperty("aws.secretAccessKey", "emulated");
        emulator = BedrockEmulator.start();
    }

    @AfterAll
    static void stop() {
        emulator.close();
        System.clearProperty("aws.accessKeyId");
        System.clearProperty("aws.secretAccessKey");
    }

    @AfterEach
    void reset() {
        emulator.reset();
    }

    @Test
    void anAnswerStreamsAndTheCallEndsWithIt() throws Exception {
        emulator.next(answer().text("It ", "rains.").stop());

        try (ConverseClient client = client(Optional.empty())) {
            client.converse(request("m"), heard).get(10, SECONDS);
        }

        assertThat(heard.words).hasToString("It rains.");
        assertThat(heard.complete.get(0, SECONDS).aiMessage().text()).isEqualTo("It rains.");
    }

    @Test
    void aModelIsFoundByAnArnWithSlashesAndColons() throws Exception {
        String arn = "arn:aws:bedrock:us-east-1:123456789012:inference-profile/us.planner-v1:0";
        emulator.next(answer().text("Yes").stop());

        try (ConverseClient client = client(Optional.empty())) {
            client.converse(request(arn), heard).get(10, SECONDS);
        }

        assertThat(emulator.awaitExchange().modelId()).isEqualTo(arn);
        assertThat(heard.complete.get(0, SECONDS).metadata().modelName()).isEqualTo(arn);
    }

    @Test
    void anApiKeyTakesThePlaceOfASignature() throws Exception {
        emulator.next(answer().text("Yes").stop());

        try (ConverseClient client = client(Optional.of("emulated-key"))) {
            client.converse(request("m"), heard).get(10, SECONDS);
        }

        Exchange exchange = emulator.awaitExchange();
        assertThat(exchange.headers()).containsEntry("authorization", "Bearer emulated-key").doesNotContainKey("x-amz-date");
    }

    @Test
    void aRefusalIsTheSdksExceptionWithWhatItAskedFor() throws Exception {
        emulator.next(rejected(Fault.THROTTLING, "7"));

        try (ConverseClient client = client(Optional.empty())) {
            assertThatThrownBy(() -> client.converse(request("m"), heard).get(10, SECONDS))
                    .isInstanceOf(ExecutionException.class)
                    .cause()
                    .isInstanceOfSatisfying(ThrottlingException.class, refusal -> assertThat(
                                    refusal.awsErrorDetails().sdkHttpResponse().firstMatchingHeader("Retry-After"))
                            .contains("7"));
        }
        assertThat(heard.complete).isNotDone();
    }

    @Test
    void anUnknownKeyIsRefused() throws Exception {
        try (ConverseClient client = client(Optional.of("another-key"))) {
            assertThatThrownBy(() -> client.converse(request("m"), heard).get(10, SECONDS))
                    .hasCauseInstanceOf(AccessDeniedException.class)
                    .hasMessageContaining("The API key is unknown.");
        }
    }

    @Test
    void aCallThatTakesTooLongIsEndedAtTheModelToo() throws Exception {
        emulator.next(answer().text("It ").stalls());

        try (ConverseClient client = client(emulator.endpoint(), Optional.empty(), Duration.ofMillis(300), Clock.systemUTC())) {
            assertThatThrownBy(() -> client.converse(request("m"), heard).get(10, SECONDS))
                    .hasCauseInstanceOf(TimeoutException.class);
            emulator.awaitExchange().closedByClient().get(10, SECONDS);
        }
    }

    @Test
    void aCallThatIsCancelledIsEndedAtTheModel() throws Exception {
        emulator.next(answer().stalls());

        try (ConverseClient client = client(Optional.empty())) {
            CompletableFuture<Void> call = client.converse(request("m"), heard);
            Exchange exchange = emulator.awaitExchange();
            call.cancel(true);
            exchange.closedByClient().get(10, SECONDS);
        }
    }

    @Test
    void whoTakesTheAnswerCanEndIt() throws Exception {
        emulator.next(answer().text("It ").stalls());

        try (ConverseClient client = client(Optional.empty())) {
            CompletableFuture<Void> call = client.converse(request("m"), heard);
            Exchange exchange = emulator.awaitExchange();
            heard.context.get(10, SECONDS).streamingHandle().cancel();
            exchange.closedByClient().get(10, SECONDS);
            assertThat(call).isCancelled();
            assertThat(heard.context.join().streamingHandle().isCancelled()).isTrue();
        }
    }

    @Test
    void aFaultInWhoTakesTheAnswerEndsTheCall() throws Exception {
        emulator.next(answer().text("It ").stalls());

        try (ConverseClient client = client(Optional.empty())) {
            CompletableFuture<Void> call = client.converse(request("m"), new Heard() {
                @Override
                public void onPartialResponse(PartialResponse token, PartialResponseContext context) {
                    throw new IllegalStateException("no room");
                }
            });
            assertThatThrownBy(() -> call.get(10, SECONDS)).hasRootCauseMessage("no room");
            emulator.awaitExchange().closedByClient().get(10, SECONDS);
        }
    }

    @Test
    void aServerThatIsNotThereIsSaidToBe() throws Exception {
        URI nobody = URI.create("http://localhost:1");
        try (ConverseClient client = client(nobody, Optional.empty(), Duration.ofSeconds(10), Clock.systemUTC())) {
            assertThatThrownBy(() -> client.converse(request("m"), heard).get(10, SECONDS))
                    .hasCauseInstanceOf(java.io.IOException.class);
        }
    }

    @Test
    void aClockThatIsWrongIsSetRightByARefusal() throws Exception {
        Clock late = Clock.offset(Clock.systemUTC(), Duration.ofHours(-1));
        emulator.next(rejected(Fault.ACCESS_DENIED), answer().text("Yes").stop());

        try (ConverseClient client = client(emulator.endpoint(), Optional.empty(), Duration.ofSeconds(10), late)) {
            assertThatThrownBy(() -> client.converse(request("m"), heard).get(10, SECONDS))
                    .hasCauseInstanceOf(AccessDeniedException.class);
            client.converse(request("m"), heard).get(10, SECONDS);
        }

        assertThat(signedAt(emulator.awaitExchange())).isBefore(Instant.now().minusSeconds(3_000));
        assertThat(signedAt(emulator.awaitExchange())).isAfter(Instant.now().minusSeconds(60));
    }

    @Test
    void aRefusalForAnotherReasonSetsNoClock() throws Exception {
        Clock late = Clock.offset(Clock.systemUTC(), Duration.ofHours(-1));
        emulator.next(rejected(Fault.THROTTLING), answer().text("Yes").stop());

        try (ConverseClient client = client(emulator.endpoint(), Optional.empty(), Duration.ofSeconds(10), late)) {
            assertThatThrownBy(() -> client.converse(request("m"), heard).get(10, SECONDS))
                    .hasCauseInstanceOf(ThrottlingException.class);
            client.converse(request("m"), heard).get(10, SECONDS);
        }

        emulator.awaitExchange();
        assertThat(signedAt(emulator.awaitExchange())).isBefore(Instant.now().minusSeconds(3_000));
    }

    @Test
    void anEndpointThatIsNoAddressIsRefusedAtOnce() {
        assertThatThrownBy(() -> client(URI.create("localhost:8080"), Optional.empty(), Duration.ofSeconds(10), Clock.systemUTC()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("endpoint-override");
    }

    @Test
    void everyRegionHasItsOwnEndpoint() {
        assertThat(ConverseClient.endpointOf(Region.EU_WEST_1))
                .isEqualTo(URI.create("https://bedrock-runtime.eu-west-1.amazonaws.com"));
        assertThat(ConverseClient.endpointOf(Region.US_GOV_WEST_1))
                .isEqualTo(URI.create("https://bedrock-runtime.us-gov-west-1.amazonaws.com"));
        assertThat(ConverseClient.endpointOf(Region.CN_NORTH_1))
                .isEqualTo(URI.create("https://bedrock-runtime.cn-north-1.amazonaws.com.cn"));
    }

    @Test
    void whereOnlyApprovedCryptographyMayBeUsedTheEndpointIsAnother() {
        System.setProperty("aws.useFipsEndpoint", "true");
        try {
            assertThat(ConverseClient.endpointOf(Region.US_EAST_1))
                    .isEqualTo(URI.create("https://bedrock-runtime-fips.us-east-1.amazonaws.com"));
        } finally {
            System.clearProperty("aws.useFipsEndpoint");
        }
    }

    @Test
    void withoutARegionNothingIsCalled() {
        // What the machine is set up for is of no matter: neither a file nor an instance is asked.
        Map<String, String> nowhere = Map.of(
                "aws.region", "", "aws.configFile", "target/no-such-file", "aws.disableEc2Metadata", "true");
        Map<String, String> before = new HashMap<>();
        nowhere.forEach((key, value) -> before.put(key, System.setProperty(key, value)));
        try {
            assertThatThrownBy(() -> new ConverseClient(settings(Optional.empty(), Optional.empty(), Optional.empty(),
                            Duration.ofSeconds(10)), Clock.systemUTC()))
                    .isInstanceOf(SdkClientException.class)
                    .hasMessageContaining("Unable to load region");
        } finally {
            before.forEach((key, value) -> {
                if (value == null) {
                    System.clearProperty(key);
                } else {
                    System.setProperty(key, value);
                }
            });
        }
    }

    private static Instant signedAt(Exchange exchange) {
        return AMZ_DATE.parse(exchange.headers().get("x-amz-date"), Instant::from);
    }

    private static ChatRequest request(String modelId) {
        return ChatRequest.builder().modelName(modelId).messages(UserMessage.from("Will it rain?")).build();
    }

    private static ConverseClient client(Optional<String> apiKey) {
        return client(emulator.endpoint(), apiKey, Duration.ofSeconds(30), Clock.systemUTC());
    }

    private static ConverseClient client(URI endpoint, Optional<String> apiKey, Duration callTimeout, Clock clock) {
        return new ConverseClient(settings(Optional.of("eu-west-1"), Optional.of(endpoint), apiKey, callTimeout), clock);
    }

    private static ConverseClient.Settings settings(
            Optional<String> region, Optional<URI> endpoint, Optional<String> apiKey, Duration callTimeout) {
        return new ConverseClient.Settings(
                region, endpoint, apiKey, Duration.ofSeconds(3), Duration.ofSeconds(60), callTimeout, 10);
    }

    private static class Heard implements StreamingChatResponseHandler {

        private final StringBuilder words = new StringBuilder();
        private final CompletableFuture<PartialResponseContext> context = new CompletableFuture<>();
        private final CompletableFuture<ChatResponse> complete = new CompletableFuture<>();

        @Override
        public void onPartialResponse(PartialResponse token, PartialResponseContext context) {
            words.append(token.text());
            this.context.complete(context);
        }

        @Override
        public void onCompleteResponse(ChatResponse response) {
            complete.complete(response);
        }

        @Override
        public void onError(Throwable error) {
            throw new AssertionError("the call says itself that it failed", error);
        }
    }
}
