package io.calledit.model.converse;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.awscore.endpoint.FipsEnabledProvider;
import software.amazon.awssdk.core.retry.ClockSkew;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.Protocol;
import software.amazon.awssdk.http.ProtocolNegotiation;
import software.amazon.awssdk.http.SdkHttpConfigurationOption;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.http.async.AsyncExecuteRequest;
import software.amazon.awssdk.http.async.SdkAsyncHttpClient;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;
import software.amazon.awssdk.services.bedrockruntime.endpoints.BedrockRuntimeEndpointProvider;
import software.amazon.awssdk.utils.AttributeMap;
import software.amazon.awssdk.utils.http.SdkHttpUtils;

/**
 * Calls ConverseStream with the parts of the AWS SDK: its HTTP/2 client, its search for credentials and for the region, its
 * endpoint rules and its signer. Why not with the SDK's own client for Bedrock:
 * docs/decisions/0013-bedrock-without-the-sdks-client.md.
 */
public final class ConverseClient implements AutoCloseable {

    /** The answer to a signature that is expired, not valid yet, or wrong. */
    private static final int FORBIDDEN = 403;
    /** What Bedrock's rights and signatures call it. */
    private static final String SIGNING_NAME = "bedrock";

    /**
     * How Bedrock is reached.
     *
     * @param region where the model is; the SDK's own chain of defaults unless set
     * @param endpoint in place of the region's own
     * @param bearerToken a Bedrock API key, in place of credentials and a signature
     * @param connectTimeout the longest that a connection may take
     * @param silence the longest that nothing may come over one
     * @param callTimeout the longest that a call may take, its whole stream included
     * @param streams how many may be open at once
     */
    public record Settings(
            Optional<String> region,
            Optional<URI> endpoint,
            Optional<String> bearerToken,
            Duration connectTimeout,
            Duration silence,
            Duration callTimeout,
            int streams) {

        public Settings {
            endpoint.ifPresent(address -> {
                if (address.getScheme() == null || address.getHost() == null) {
                    throw new IllegalArgumentException(
                            "calledit.bedrock.aws.endpoint-override is no address like https://host: " + address);
                }
            });
        }
    }

    private final Settings settings;
    private final Region region;
    private final URI endpoint;
    private final Clock clock;
    private final AwsV4HttpSigner signer = AwsV4HttpSigner.create();
    private final DefaultCredentialsProvider credentials;
    private final SdkAsyncHttpClient http;
    /** How far the service's clock is ahead of ours, where that is more than a signature bears. */
    private volatile Duration ahead = Duration.ZERO;

    /** @throws software.amazon.awssdk.core.exception.SdkClientException if no region is set anywhere */
    public ConverseClient(Settings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
        region = settings.region().map(Region::of)
                .orElseGet(() -> DefaultAwsRegionProviderChain.builder().build().getRegion());
        endpoint = settings.endpoint().orElseGet(() -> endpointOf(region));
        credentials = settings.bearerToken().isPresent() ? null : DefaultCredentialsProvider.builder().build();
        http = NettyNioAsyncHttpClient.builder()
                .maxConcurrency(settings.streams())
                .connectionTimeout(settings.connectTimeout())
                .readTimeout(settings.silence())
                .buildWithDefaults(AttributeMap.builder()
                        .put(SdkHttpConfigurationOption.PROTOCOL, Protocol.HTTP2)
                        .put(SdkHttpConfigurationOption.PROTOCOL_NEGOTIATION, ProtocolNegotiation.ALPN)
                        .build());
    }

    /** Where Bedrock is in that region, by the SDK's own rules and its own switch for FIPS. */
    static URI endpointOf(Region region) {
        boolean fips = FipsEnabledProvider.builder().build().isFipsEnabled().orElse(false);
        return BedrockRuntimeEndpointProvider.defaultProvider()
                .resolveEndpoint(rules -> rules.region(region).useFips(fips))
                .join()
                .url();
    }

    /**
     * Asks for an answer. It is never asked for a second time: whoever waits for it has to be told of that.
     *
     * @param handler is given the answer, but not its failure
     * @return completes when the stream has closed, whether or not the answer was at its end; fails as the SDK's client
     *     would, or with a {@link java.util.concurrent.TimeoutException}; cancelling it ends the call
     */
    public CompletableFuture<Void> converse(ChatRequest request, StreamingChatResponseHandler handler) {
        ConverseStream stream = new ConverseStream(request.modelName(), handler, this::compareClocks);
        CompletableFuture<Void> end = stream.end();
        byte[] body = ConverseRequest.body(request);
        CompletableFuture<Void> call = http.execute(AsyncExecuteRequest.builder()
                .request(signed(request.modelName(), body))
                .requestContentPublisher(new RequestBody(body, end::isDone))
                .responseHandler(stream)
                .build());
        call.whenComplete((nothing, failure) -> {
            if (failure != null) {
                end.completeExceptionally(failure);
            }
        });
        end.whenComplete((nothing, failure) -> {
            if (failure != null) {
                call.cancel(true);
            }
        });
        return end.orTimeout(settings.callTimeout().toMillis(), TimeUnit.MILLISECONDS);
    }

    private SdkHttpRequest signed(String modelId, byte[] body) {
        SdkHttpRequest.Builder request = SdkHttpRequest.builder()
                .method(SdkHttpMethod.POST)
                .uri(endpoint)
                .encodedPath(endpoint.getRawPath().replaceFirst("/$", "")
                        + "/model/" + SdkHttpUtils.urlEncode(modelId) + "/converse-stream")
                .putHeader("Content-Type", "application/json")
                .putHeader("Content-Length", Integer.toString(body.length))
                .putHeader("User-Agent", "CalledIt");
        if (credentials == null) {
            return request.putHeader("Authorization", "Bearer " + settings.bearerToken().orElseThrow()).build();
        }
        AwsCredentialsIdentity identity = credentials.resolveCredentials();
        return signer.sign(sign -> sign.identity(identity)
                        .request(request.build())
                        .payload(ContentStreamProvider.fromByteArrayUnsafe(body))
                        .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, SIGNING_NAME)
                        .putProperty(AwsV4HttpSigner.REGION_NAME, region.id())
                        .putProperty(AwsV4HttpSigner.SIGNING_CLOCK, Clock.offset(clock, ahead)))
                .request();
    }

    /** A clock that is minutes off makes every signature worthless; whoever refuses one for that says what time it is. */
    private void compareClocks(SdkHttpResponse refusal) {
        if (refusal.statusCode() == FORBIDDEN) {
            Instant ours = clock.instant();
            ClockSkew.getServerTime(refusal).ifPresent(theirs -> ahead =
                    ClockSkew.isClockSkewed(ours, theirs) ? Duration.between(ours, theirs) : Duration.ZERO);
        }
    }

    @Override
    public void close() {
        http.close();
        if (credentials != null) {
            credentials.close();
        }
    }
}
