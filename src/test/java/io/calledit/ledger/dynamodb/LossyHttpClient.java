package io.calledit.ledger.dynamodb;

import java.io.IOException;
import java.net.SocketException;
import java.util.concurrent.atomic.AtomicInteger;

import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;

/** A network that loses the answers to some requests, which DynamoDB has carried out by then. */
final class LossyHttpClient implements SdkHttpClient {

    private final SdkHttpClient network = UrlConnectionHttpClient.create();
    private final String operation;
    private final AtomicInteger losses = new AtomicInteger();

    LossyHttpClient(String operation) {
        this.operation = operation;
    }

    void loseAnswers(int count) {
        losses.set(count);
    }

    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
        ExecutableHttpRequest prepared = network.prepareRequest(request);
        boolean lossy = request.httpRequest()
                .firstMatchingHeader("X-Amz-Target")
                .filter(target -> target.endsWith("." + operation))
                .isPresent();
        return new ExecutableHttpRequest() {
            @Override
            public HttpExecuteResponse call() throws IOException {
                HttpExecuteResponse response = prepared.call();
                if (lossy && losses.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                    throw new SocketException("Connection reset");
                }
                return response;
            }

            @Override
            public void abort() {
                prepared.abort();
            }
        };
    }

    @Override
    public void close() {
        network.close();
    }
}
