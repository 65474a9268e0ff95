package io.calledit.gateway.rest;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;

import io.netty.buffer.ByteBuf;
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
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private final Map<String, String> headers = new HashMap<>();
    private int status;

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
                add(content.content());
            }
            if (piece instanceof LastHttpContent) {
                whole.complete(APIGatewayV2HTTPResponse.builder()
                        .withStatusCode(status)
                        .withHeaders(headers)
                        // Whatever it is: text, and bytes that are none.
                        .withBody(Base64.getEncoder().encodeToString(body.toByteArray()))
                        .withIsBase64Encoded(true)
                        .build());
            }
        } catch (RuntimeException e) {
            whole.completeExceptionally(e);
        } finally {
            ReferenceCountUtil.release(piece);
        }
    }

    private void add(ByteBuf bytes) {
        try {
            bytes.readBytes(body, bytes.readableBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        whole.completeExceptionally(new IllegalStateException("the connection was closed before the answer's end"));
    }
}
