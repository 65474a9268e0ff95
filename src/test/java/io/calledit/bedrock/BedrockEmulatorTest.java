package io.calledit.bedrock;

import static io.calledit.bedrock.Turn.answer;
import static io.calledit.bedrock.Turn.rejected;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.StreamResetException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.document.Document;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.bedrockruntime.BedrockRuntimeAsyncClient;
import software.amazon.awssdk.services.bedrockruntime.model.BedrockRuntimeException;
import software.amazon.awssdk.services.bedrockruntime.model.ContentBlock;
import software.amazon.awssdk.services.bedrockruntime.model.ConversationRole;
import software.amazon.awssdk.services.bedrockruntime.model.Message;
import software.amazon.awssdk.services.bedrockruntime.model.StopReason;
import software.amazon.awssdk.services.bedrockruntime.model.ThrottlingException;
import software.amazon.awssdk.services.bedrockruntime.model.ToolUseBlock;
import software.amazon.awssdk.services.bedrockruntime.model.ValidationException;

/** The emulator must look like Bedrock to the AWS SDK's own client: a test through it proves nothing otherwise. */
class BedrockEmulatorTest {

    private static final String MODEL = "anthropic.claude-sonnet-4:0";

    // One of each for all tests: closing the client takes Netty two seconds.
    private static final BedrockEmulator emulator = BedrockEmulator.start();
    private static final BedrockRuntimeAsyncClient client = BedrockRuntimeAsyncClient.builder()
            .endpointOverride(emulator.endpoint())
            .region(Region.US_EAST_1)
            .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("AKIDEMULATED", "emulated")))
            .overrideConfiguration(config -> config.retryStrategy(AwsRetryStrategy.doNotRetry()))
            .build();

    @AfterEach
    void reset() {
        emulator.reset();
    }

    @AfterAll
    static void close() {
        client.close();
        emulator.close();
    }

    @Test
    void tokensComeOneByOneAsTheGateLetsThemGo() throws Exception {
        var gate = new Gate();
        emulator.next(answer().gated(gate, "Bit", "coin ", "₿ 📈").stop(StopReason.END_TURN, 812, 240));

        var heard = ask("Bitcoin?");

        for (var token : List.of("Bit", "coin ", "₿ 📈")) {
            assertThat(heard.text).as("before the gate opened for %s", token).isEmpty();
            gate.release();
            assertThat(heard.text.poll(5, SECONDS)).isEqualTo(token);
        }
        heard.done.get(5, SECONDS);
        assertThat(heard.stopReason).isEqualTo(StopReason.END_TURN);
        assertThat(heard.metadata.usage().inputTokens()).isEqualTo(812);
        assertThat(heard.metadata.usage().outputTokens()).isEqualTo(240);
    }

    @Test
    void tokensOfABurstStayTokens() throws Exception {
        emulator.next(answer().burst("a", "b", "c").stop());

        var heard = ask("?");

        heard.done.get(5, SECONDS);
        assertThat(heard.text).containsExactly("a", "b", "c");
    }

    @Test
    void aPacedAnswerKeepsItsPace() throws Exception {
        var pace = Duration.ofMillis(40);
        emulator.next(answer().every(pace, "a", "b", "c").stop());

        ask("?").done.get(5, SECONDS);

        var written = emulator.awaitExchange().written();
        assertThat(written).extracting(Exchange.Written::token).containsExactly("a", "b", "c");
        for (int i = 1; i < written.size(); i++) {
            assertThat(written.get(i).nanos() - written.get(i - 1).nanos()).isGreaterThanOrEqualTo(pace.toNanos());
        }
    }

    @Test
    void aToolUseIsReadInPiecesAndItsResultComesBack() throws Exception {
        emulator.next(
                answer().text("Let me look. ").tool("tooluse_7", "current_time", "{\"timezone\":\"Europe/Paris\"}").stop(),
                answer().text("It is noon.").stop());

        var first = ask("What time is it?");
        first.done.get(5, SECONDS);
        assertThat(first.stopReason).isEqualTo(StopReason.TOOL_USE);
        assertThat(first.toolName).isEqualTo("current_time");
        assertThat(first.toolInput).isEqualTo("{\"timezone\":\"Europe/Paris\"}");

        var use = ToolUseBlock.builder().toolUseId("tooluse_7").name("current_time")
                .input(Document.mapBuilder().putString("timezone", "Europe/Paris").build()).build();
        var second = ask(
                message(ConversationRole.USER, ContentBlock.fromText("What time is it?")),
                message(ConversationRole.ASSISTANT, ContentBlock.fromText("Let me look."), ContentBlock.fromToolUse(use)),
                message(ConversationRole.USER, ContentBlock.fromToolResult(result -> result
                        .toolUseId("tooluse_7").content(content -> content.text("12:00")))));
        second.done.get(5, SECONDS);

        assertThat(second.text).containsExactly("It is noon.");
        assertThat(emulator.exchanges()).hasSize(2);
        assertThat(emulator.exchanges().get(0).toolResults()).isEmpty();
        assertThat(emulator.exchanges().get(1).toolResults()).singleElement()
                .satisfies(result -> assertThat(result.at("/content/0/text").asText()).isEqualTo("12:00"));
    }

    @Test
    void aToolUseWithoutItsResultIsTurnedAway() {
        emulator.next(answer().text("never said").stop());
        var use = ToolUseBlock.builder().toolUseId("tooluse_7").name("current_time").input(Document.mapBuilder().build());

        var heard = ask(
                message(ConversationRole.USER, ContentBlock.fromText("What time is it?")),
                message(ConversationRole.ASSISTANT, ContentBlock.fromToolUse(use.build())),
                message(ConversationRole.USER, ContentBlock.fromText("Well?")));

        assertThat(failure(heard)).isInstanceOf(ValidationException.class).hasMessageContaining("toolResult");
    }

    @ParameterizedTest
    @CsvSource({
        "THROTTLING, 429, ThrottlingException",
        "VALIDATION, 400, ValidationException",
        "ACCESS_DENIED, 403, AccessDeniedException",
        "SERVICE_UNAVAILABLE, 503, ServiceUnavailableException",
        "INTERNAL_SERVER, 500, InternalServerException"
    })
    void aRejectionBeforeTheStreamIsAnHttpError(Fault fault, int status, String type) {
        emulator.next(rejected(fault));

        var failure = failure(ask("?"));

        assertThat(failure).isInstanceOf(BedrockRuntimeException.class);
        assertThat(failure.getClass().getSimpleName()).isEqualTo(type);
        assertThat(((BedrockRuntimeException) failure).statusCode()).isEqualTo(status);
    }

    @ParameterizedTest
    @CsvSource({
        "THROTTLING, ThrottlingException",
        "MODEL_STREAM_ERROR, ModelStreamErrorException",
        "INTERNAL_SERVER, InternalServerException",
        "VALIDATION, ValidationException",
        "SERVICE_UNAVAILABLE, ServiceUnavailableException"
    })
    void anExceptionEventFailsTheCallAfterItsFirstTokens(Fault fault, String type) {
        emulator.next(answer().text("Half a ", "sentence").fails(fault));

        var heard = ask("?");

        assertThat(failure(heard).getClass().getSimpleName()).isEqualTo(type);
        assertThat(heard.text).containsExactly("Half a ", "sentence");
    }

    @Test
    void aResetStreamNeverStopsProperlyAndLeavesTheOthersAlone() throws Exception {
        var gate = new Gate();
        emulator.whenAsked("one", answer().text("1").gate(gate).resets());
        emulator.whenAsked("two", answer().begin().gate(gate).text("2").stop());

        var one = ask("one");
        var two = ask("two");
        gate.awaitArrival(Duration.ofSeconds(5));
        gate.awaitArrival(Duration.ofSeconds(5));
        gate.open();

        // The SDK's Netty client takes a reset after the first bytes for the end of the body, so only what is missing
        // tells: whether the future fails is its business.
        one.done.handle((ended, failed) -> null).get(5, SECONDS);
        assertThat(one.text).containsExactly("1");
        assertThat(one.stopReason).isNull();
        two.done.get(5, SECONDS);
        assertThat(two.text).containsExactly("2");
    }

    @Test
    void aResetIsARealResetOnTheWire() {
        emulator.next(answer().text("1").resets());
        var vertx = Vertx.vertx();
        var options = new HttpClientOptions().setProtocolVersion(HttpVersion.HTTP_2).setHttp2ClearTextUpgrade(false);

        var body = vertx.createHttpClient(options)
                .request(HttpMethod.POST, emulator.endpoint().getPort(), "localhost", "/model/m/converse-stream")
                .map(request -> request.putHeader("authorization", "Bearer emulated-key"))
                .compose(request -> request.send("""
                        {"messages": [{"role": "user", "content": [{"text": "?"}]}]}"""))
                .compose(HttpClientResponse::body)
                .toCompletionStage().toCompletableFuture();

        assertThatThrownBy(() -> body.get(5, SECONDS)).hasCauseInstanceOf(StreamResetException.class);
        vertx.close();
    }

    @Test
    void aLostConnectionFailsTheCall() {
        emulator.next(answer().text("1").disconnects());

        assertThat(failure(ask("?"))).isNotNull();
    }

    @Test
    void aStreamThatEndsEarlyLooksLikeSuccessToTheClient() throws Exception {
        emulator.next(answer().text("1").endsEarly());

        var heard = ask("?");

        // Why a run needs its own check of the last event: nothing fails here.
        heard.done.get(5, SECONDS);
        assertThat(heard.text).containsExactly("1");
        assertThat(heard.stopReason).isNull();
        assertThat(heard.metadata).isNull();
    }

    @Test
    void aStallSaysNothingUntilTheClientGoesAndThenIsSeenWithinASecond() throws Exception {
        emulator.next(answer().text("1").stalls());
        var heard = ask("?");
        assertThat(heard.text.poll(5, SECONDS)).isEqualTo("1");
        var exchange = emulator.awaitExchange();
        assertThat(exchange.closedByClient()).isNotDone();
        assertThat(emulator.open()).isEqualTo(1);

        long cancelled = System.nanoTime();
        heard.done.cancel(true);

        assertThat(exchange.closedByClient().get(30, SECONDS) - cancelled).isLessThan(SECONDS.toNanos(10));
        assertThat(emulator.open()).isZero();
    }

    @Test
    void aClientThatGoesBeforeTheFirstTokenIsSeenWithinASecond() throws Exception {
        emulator.next(answer().gate(new Gate()).text("never said").stop());
        var heard = ask("?");
        var exchange = emulator.awaitExchange();

        long cancelled = System.nanoTime();
        heard.done.cancel(true);

        assertThat(exchange.closedByClient().get(30, SECONDS) - cancelled).isLessThan(SECONDS.toNanos(10));
        assertThat(exchange.written()).isEmpty();
    }

    @Test
    void aWholeAnswerComesAsOneDocument() throws Exception {
        emulator.next(answer().text("Let me ", "look.").tool("tooluse_1", "is_past", "{\"moment\":\"2026\"}").stop());

        var response = client.converse(request -> request.modelId(MODEL)
                .messages(message(ConversationRole.USER, ContentBlock.fromText("Is 2026 over?")))).get(5, SECONDS);

        assertThat(response.stopReason()).isEqualTo(StopReason.TOOL_USE);
        var content = response.output().message().content();
        assertThat(content.get(0).text()).isEqualTo("Let me look.");
        assertThat(content.get(1).toolUse().input().asMap().get("moment").asString()).isEqualTo("2026");
        assertThat(emulator.awaitExchange().streamed()).isFalse();
    }

    @Test
    void theRequestIsRecordedAsItCame() throws Exception {
        emulator.next(answer().text("ok").stop());

        ask("Is it recorded?").done.get(5, SECONDS);

        var exchange = emulator.awaitExchange("recorded");
        assertThat(exchange.modelId()).isEqualTo(MODEL);
        assertThat(exchange.streamed()).isTrue();
        assertThat(exchange.headers().get("authorization")).contains("/us-east-1/bedrock/aws4_request");
        assertThat(exchange.body().at("/messages/0/content/0/text").asText()).isEqualTo("Is it recorded?");
    }

    @Test
    void anUnsignedRequestIsDenied() {
        emulator.next(answer().text("never said").stop());

        var anonymous = AwsRequestOverrideConfiguration.builder()
                .credentialsProvider(AnonymousCredentialsProvider.create()).build();
        var heard = new Heard(client, MODEL, request -> request.overrideConfiguration(anonymous)
                .messages(message(ConversationRole.USER, ContentBlock.fromText("?"))));

        assertThat(failure(heard)).hasMessageContaining("not signed");
    }

    @Test
    void aRequestThatNobodyScriptedIsTurnedAway() {
        assertThat(failure(ask("What now?"))).isInstanceOf(ValidationException.class)
                .hasMessageContaining("Nothing is scripted");
    }

    @Test
    void aTurnMustSayHowItEnds() {
        var open = answer().text("and then");

        assertThatThrownBy(() -> emulator.next(open)).hasMessageContaining("how it ends");
        assertThatThrownBy(() -> open.stop().text("more")).hasMessageContaining("nothing follows");
    }

    @Test
    void turnsAreTakenInTheirOrder() throws Exception {
        emulator.next(rejected(Fault.THROTTLING), answer().text("second try").stop());

        assertThat(failure(ask("?"))).isInstanceOf(ThrottlingException.class);
        var heard = ask("?");
        heard.done.get(5, SECONDS);

        assertThat(heard.text).containsExactly("second try");
    }

    private Heard ask(String question) {
        return ask(message(ConversationRole.USER, ContentBlock.fromText(question)));
    }

    private Heard ask(Message... messages) {
        return new Heard(client, MODEL, request -> request.messages(messages));
    }

    private static Message message(ConversationRole role, ContentBlock... content) {
        return Message.builder().role(role).content(content).build();
    }

    private static Throwable failure(Heard heard) {
        var failure = catchThrowable(() -> heard.done.get(5, SECONDS));
        assertThat(failure).isInstanceOf(ExecutionException.class);
        return failure.getCause();
    }
}
