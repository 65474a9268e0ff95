package io.calledit.bedrock;

import java.time.Duration;
import java.util.List;

import io.vertx.core.Future;
import software.amazon.awssdk.services.bedrockruntime.model.StopReason;

/** One thing that the emulated model does while it answers a request. */
sealed interface Step {

    /** Does it; the future completes when the next step may follow. */
    Future<Void> play(Playback playback);

    /** Whether nothing can follow this step. */
    default boolean last() {
        return false;
    }

    record Begin() implements Step {
        @Override
        public Future<Void> play(Playback playback) {
            return playback.reply().begin();
        }
    }

    /** Pieces of text, one event each, that leave in one write. */
    record Text(List<String> pieces) implements Step {
        public Text {
            pieces = List.copyOf(pieces);
        }

        @Override
        public Future<Void> play(Playback playback) {
            return playback.reply().text(pieces);
        }
    }

    /** A use of a tool; without an id the emulator makes one up. */
    record Tool(String id, String name, String input) implements Step {
        @Override
        public Future<Void> play(Playback playback) {
            return playback.reply().tool(id == null ? playback.newToolUseId() : id, name, input);
        }
    }

    record Wait(Gate gate) implements Step {
        @Override
        public Future<Void> play(Playback playback) {
            return Future.fromCompletionStage(gate.pass());
        }
    }

    record Pause(Duration length) implements Step {
        @Override
        public Future<Void> play(Playback playback) {
            return playback.pause(length);
        }
    }

    record Stop(StopReason reason, int inputTokens, int outputTokens) implements Step {
        @Override
        public Future<Void> play(Playback playback) {
            return playback.reply().stop(reason, inputTokens, outputTokens);
        }

        @Override
        public boolean last() {
            return true;
        }
    }

    /** @param retryAfter the header's value, or null for none */
    record Reject(Fault fault, String retryAfter) implements Step {
        @Override
        public Future<Void> play(Playback playback) {
            return playback.reply().reject(fault, fault.secret(), retryAfter);
        }

        @Override
        public boolean last() {
            return true;
        }
    }

    record Break(Fault fault) implements Step {
        @Override
        public Future<Void> play(Playback playback) {
            return playback.reply().breakWith(fault);
        }

        @Override
        public boolean last() {
            return true;
        }
    }

    record Stall() implements Step {
        @Override
        public Future<Void> play(Playback playback) {
            return Future.succeededFuture();
        }

        @Override
        public boolean last() {
            return true;
        }
    }

    record Cut(How how) implements Step {

        enum How {
            END, RESET, DISCONNECT
        }

        @Override
        public Future<Void> play(Playback playback) {
            return playback.reply().cut(how);
        }

        @Override
        public boolean last() {
            return true;
        }
    }
}
