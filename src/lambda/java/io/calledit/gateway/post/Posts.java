package io.calledit.gateway.post;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;

import org.jboss.logging.Logger;

import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkServiceException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.apigatewaymanagementapi.ApiGatewayManagementApiClient;

/** The management API of the gateways that events came from: one attempt to post at a time, and what became of it. */
@ApplicationScoped
public class Posts {

    private static final Logger LOG = Logger.getLogger(Posts.class);

    private static final Duration LONGEST_TRY = Duration.ofSeconds(10);
    private static final int GONE = 410;
    private static final int TOO_MANY = 429;
    private static final int FIRST_OF_THE_SERVERS = 500;

    private final Map<URI, ApiGatewayManagementApiClient> clients = new ConcurrentHashMap<>();

    /** What became of an attempt. */
    public enum Outcome {
        POSTED,
        /** Nobody is there any more. */
        GONE,
        /** It may work later. */
        LATER,
        /** It will never work; the log says why. */
        IMPOSSIBLE
    }

    /**
     * Posts a frame, without a second try. Waits for the answer, so not for use on an event loop.
     *
     * @param gateway where the connection's events come from
     */
    public Outcome post(URI gateway, String connectionId, String frame) {
        try {
            client(gateway).postToConnection(post -> post.connectionId(connectionId).data(SdkBytes.fromUtf8String(frame)));
            return Outcome.POSTED;
        } catch (SdkServiceException e) {
            return outcome(e, connectionId);
        } catch (SdkClientException e) {
            LOG.warnf("A frame could not be posted to %s: %s", gateway, e.getMessage());
            return Outcome.LATER;
        }
    }

    private static Outcome outcome(SdkServiceException e, String connectionId) {
        if (e.statusCode() == GONE) {
            return Outcome.GONE;
        }
        if (e.statusCode() == TOO_MANY || e.statusCode() >= FIRST_OF_THE_SERVERS) {
            LOG.debugf("A frame for %s has to wait: %d", connectionId, e.statusCode());
            return Outcome.LATER;
        }
        LOG.errorf("Nothing can be posted to connection %s: %s", connectionId, e.getMessage());
        return Outcome.IMPOSSIBLE;
    }

    private ApiGatewayManagementApiClient client(URI gateway) {
        return clients.computeIfAbsent(gateway, Posts::newClient);
    }

    private static ApiGatewayManagementApiClient newClient(URI gateway) {
        return ApiGatewayManagementApiClient.builder()
                .endpointOverride(gateway)
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                // A second try that nobody knows of could overtake, and would not grow its pauses with ours.
                .overrideConfiguration(o -> o.apiCallTimeout(LONGEST_TRY).retryStrategy(retry -> retry.maxAttempts(1)))
                .build();
    }

    @PreDestroy
    void close() {
        clients.values().forEach(ApiGatewayManagementApiClient::close);
    }
}
