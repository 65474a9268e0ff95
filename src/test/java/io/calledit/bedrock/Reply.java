package io.calledit.bedrock;

import static io.calledit.bedrock.EventFrames.JSON;

import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import software.amazon.awssdk.services.bedrockruntime.model.StopReason;

/** How the steps of a turn become bytes: an event stream, or one JSON document. */
abstract sealed class Reply {

    final Exchange exchange;
    final HttpServerResponse response;

    Reply(Exchange exchange, HttpServerResponse response) {
        this.exchange = exchange;
        this.response = response;
        response.putHeader("x-amzn-requestid", exchange.id());
    }

    abstract Future<Void> begin();

    abstract Future<Void> text(List<String> pieces);

    abstract Future<Void> tool(String id, String name, String input);

    abstract Future<Void> stop(StopReason reason, int inputTokens, int outputTokens);

    abstract Future<Void> breakWith(Fault fault);

    Future<Void> reject(Fault fault, String message) {
        return reject(fault, message, null);
    }

    Future<Void> reject(Fault fault, String message, String retryAfter) {
        exchange.ended();
        if (retryAfter != null) {
            response.putHeader("retry-after", retryAfter);
        }
        return response.setStatusCode(fault.status())
                .putHeader("date", DateTimeFormatter.RFC_1123_DATE_TIME.format(ZonedDateTime.now(ZoneOffset.UTC)))
                .putHeader("x-amzn-errortype", fault.errorType())
                .putHeader("content-type", "application/json")
                .end(JSON.createObjectNode().put("message", message).toString());
    }

    Future<Void> cut(Step.Cut.How how) {
        exchange.ended();
        return switch (how) {
            case END -> response.end();
            case RESET -> {
                // INTERNAL_ERROR of RFC 9113, section 7.
                response.reset(2);
                yield Future.succeededFuture();
            }
            case DISCONNECT -> exchange.disconnect();
        };
    }

    /** The answer of {@code converse-stream}: one event stream message per event. */
    static final class Streamed extends Reply {

        private static final int INPUT_PIECE = 7;

        private boolean begun;
        private boolean inText;
        private int block;

        Streamed(Exchange exchange, HttpServerResponse response) {
            super(exchange, response);
        }

        @Override
        Future<Void> begin() {
            return begun ? Future.succeededFuture() : write(Buffer.buffer());
        }

        @Override
        Future<Void> text(List<String> pieces) {
            var events = Buffer.buffer();
            inText = true;
            pieces.forEach(piece -> events.appendBuffer(EventFrames.textDelta(block, piece)));
            pieces.forEach(exchange::wrote);
            return write(events);
        }

        @Override
        Future<Void> tool(String id, String name, String input) {
            write(closedText().appendBuffer(EventFrames.toolStart(block, id, name)));
            for (int from = 0; from < input.length(); from += INPUT_PIECE) {
                var piece = input.substring(from, Math.min(from + INPUT_PIECE, input.length()));
                write(EventFrames.toolDelta(block, piece));
            }
            return write(EventFrames.blockStop(block++));
        }

        @Override
        Future<Void> stop(StopReason reason, int inputTokens, int outputTokens) {
            exchange.ended();
            write(closedText().appendBuffer(EventFrames.messageStop(reason)));
            write(EventFrames.metadata(inputTokens, outputTokens, exchange.ageMs()));
            return response.end();
        }

        @Override
        Future<Void> breakWith(Fault fault) {
            exchange.ended();
            write(EventFrames.exception(fault.eventName().orElseThrow(), fault.secret()));
            return response.end();
        }

        private Buffer closedText() {
            if (!inText) {
                return Buffer.buffer();
            }
            inText = false;
            return EventFrames.blockStop(block++);
        }

        private Future<Void> write(Buffer events) {
            if (begun) {
                return response.write(events);
            }
            begun = true;
            response.putHeader("content-type", "application/vnd.amazon.eventstream").setChunked(true);
            return response.write(EventFrames.messageStart().appendBuffer(events));
        }
    }

    /** The answer of {@code converse}: the whole turn as one JSON document. */
    static final class Whole extends Reply {

        private final StringBuilder text = new StringBuilder();
        private final List<ObjectNode> content = new ArrayList<>();

        Whole(Exchange exchange, HttpServerResponse response) {
            super(exchange, response);
        }

        @Override
        Future<Void> begin() {
            return Future.succeededFuture();
        }

        @Override
        Future<Void> text(List<String> pieces) {
            pieces.forEach(text::append);
            return Future.succeededFuture();
        }

        @Override
        Future<Void> tool(String id, String name, String input) {
            closeText();
            var block = JSON.createObjectNode();
            var use = block.putObject("toolUse").put("toolUseId", id).put("name", name);
            try {
                use.set("input", JSON.readTree(input));
            } catch (JsonProcessingException e) {
                throw new IllegalArgumentException("converse carries a tool's input as JSON, not as text", e);
            }
            content.add(block);
            return Future.succeededFuture();
        }

        @Override
        Future<Void> stop(StopReason reason, int inputTokens, int outputTokens) {
            closeText();
            exchange.ended();
            var answer = JSON.createObjectNode();
            var message = answer.putObject("output").putObject("message").put("role", "assistant");
            message.putArray("content").addAll(content);
            answer.put("stopReason", reason.toString());
            answer.set("usage", EventFrames.usage(inputTokens, outputTokens));
            answer.putObject("metrics").put("latencyMs", exchange.ageMs());
            return response.putHeader("content-type", "application/json").end(answer.toString());
        }

        @Override
        Future<Void> breakWith(Fault fault) {
            return reject(fault, fault.secret());
        }

        private void closeText() {
            if (!text.isEmpty()) {
                content.add(JSON.createObjectNode().put("text", text.toString()));
                text.setLength(0);
            }
        }
    }
}
