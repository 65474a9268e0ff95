package io.calledit.gateway.rest;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;

import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import io.quarkus.netty.runtime.virtual.VirtualResponseHandler;
import io.vertx.core.json.JsonObject;

/** Puts one answer together from the pieces in which it comes, in the shape that API Gateway wants. */
final class Answer implements VirtualResponseHandler {

    private final CompletableFuture<APIGatewayV2HTTPResponse> whole = new CompletableFuture<>();
    private final Map<String, String> headers = new HashMap<>();
    private final String host;
    private final boolean mayBeCompressed;
    private final AnswerBody body;
    private int status;

    /**
     * @param host the name by which the gateway was asked
     * @param mayBeCompressed whether whoever asks takes gzip
     */
    Answer(String host, boolean mayBeCompressed) {
        this.host = host;
        this.mayBeCompressed = mayBeCompressed;
        this.body = new AnswerBody(mayBeCompressed, AnswerBody.MOST);
    }

    /** An answer that this room gives itself, as the REST API gives its own (RFC 9457). */
    static APIGatewayV2HTTPResponse problem(int status, String title, String detail) {
        return APIGatewayV2HTTPResponse.builder()
                .withStatusCode(status)
                .withHeaders(Map.of("content-type", "application/problem+json", "cache-control", "no-store"))
                .withBody(new JsonObject().put("type", "about:blank").put("title", title).put("status", status).put("detail", detail).encode())
                .build();
    }

    CompletableFuture<APIGatewayV2HTTPResponse> whole() {
        return whole;
    }

    @Override
    public void handleMessage(Object piece) {
        try {
            if (piece instanceof HttpResponse response) {
                status = response.status().code();
                response.headers().names().forEach(name -> headers.put(name, String.join(", ", response.headers().getAll(name))));
                // API Gateway frames the answer itself.
                headers.keySet().removeIf(name -> HttpHeaderNames.TRANSFER_ENCODING.contentEqualsIgnoreCase(name)
                        || HttpHeaderNames.CONTENT_LENGTH.contentEqualsIgnoreCase(name));
            }
            if (piece instanceof HttpContent content) {
                body.add(content.content());
            }
            if (piece instanceof LastHttpContent) {
                whole.complete(ended());
            }
        } catch (RuntimeException e) {
            whole.completeExceptionally(e);
        } finally {
            ReferenceCountUtil.release(piece);
        }
    }

    private APIGatewayV2HTTPResponse ended() {
        // Whatever it is: text, and bytes that are none.
        Optional<String> base64 = body.whole();
        if (base64.isEmpty()) {
            return mayBeCompressed
                    ? problem(500, "Too large", "The answer is larger than 4.6 MB even when compressed, which is the most that can be sent from here.")
                    : problem(406, "Too large", "The answer is larger than 4.6 MB, which is the most that can be sent from here as it is."
                            + " Ask for it compressed, by the header Accept-Encoding: gzip.");
        }
        // The page's readers know another name, so an address is told without one.
        headers.replaceAll((name, value) -> name.equalsIgnoreCase(HttpHeaderNames.LOCATION.toString())
                ? value.replaceFirst("^https?://" + Pattern.quote(host) + "(?=/)", "")
                : value);
        if (body.isCompressed()) {
            headers.put("content-encoding", "gzip");
            headers.put("vary", "accept-encoding");
        }
        return APIGatewayV2HTTPResponse.builder()
                .withStatusCode(status)
                .withHeaders(headers)
                .withBody(base64.get())
                .withIsBase64Encoded(true)
                .build();
    }

    @Override
    public void close() {
        whole.completeExceptionally(new IllegalStateException("the connection was closed before the answer's end"));
    }
}
