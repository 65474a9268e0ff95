package io.calledit.bedrock;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import software.amazon.awssdk.services.bedrockruntime.model.StopReason;

/**
 * What the emulated model does with one request, step by step.
 *
 * <p>Nothing at all is sent until the first step that sends something, as with a model that is still thinking;
 * {@link #begin()} sends the response's head and {@code messageStart} ahead of the first token.
 */
public record Turn(List<Step> steps) {

    public Turn {
        steps = List.copyOf(steps);
    }

    /** A turn to which steps are added; it must end in one that ends it. */
    public static Turn answer() {
        return new Turn(List.of());
    }

    /** A request that is refused with an HTTP error before any stream. */
    public static Turn rejected(Fault fault) {
        return answer().then(new Step.Reject(fault, null));
    }

    /** The same, with word of when to come back: the value of {@code Retry-After}. */
    public static Turn rejected(Fault fault, String retryAfter) {
        return answer().then(new Step.Reject(fault, retryAfter));
    }

    /** Sends the response's head and {@code messageStart} now. */
    public Turn begin() {
        return then(new Step.Begin());
    }

    /** Text, each piece as one event that leaves by itself. */
    public Turn text(String... pieces) {
        var turn = this;
        for (var piece : pieces) {
            turn = turn.then(new Step.Text(List.of(piece)));
        }
        return turn;
    }

    /** Text, each piece as one event, all of them in one write to the network. */
    public Turn burst(String... pieces) {
        return then(new Step.Text(List.of(pieces)));
    }

    /** Text, each piece held back until the gate lets it pass. */
    public Turn gated(Gate gate, String... pieces) {
        var turn = this;
        for (var piece : pieces) {
            turn = turn.gate(gate).text(piece);
        }
        return turn;
    }

    /** Text, each piece that long after the one before it was written. */
    public Turn every(Duration pace, String... pieces) {
        var turn = this;
        for (var piece : pieces) {
            turn = turn.then(new Step.Pause(pace)).text(piece);
        }
        return turn;
    }

    /** A use of a tool, its input (JSON text) in pieces as a model writes it. */
    public Turn tool(String name, String input) {
        return then(new Step.Tool(null, name, input));
    }

    /** A use of a tool under an id of the test's choice. */
    public Turn tool(String id, String name, String input) {
        return then(new Step.Tool(id, name, input));
    }

    /** Waits until the gate lets it pass. */
    public Turn gate(Gate gate) {
        return then(new Step.Wait(gate));
    }

    /** Ends the turn as a model does: {@code tool_use} if a tool was used, else {@code end_turn}. */
    public Turn stop() {
        var usesTools = steps.stream().anyMatch(Step.Tool.class::isInstance);
        return stop(usesTools ? StopReason.TOOL_USE : StopReason.END_TURN);
    }

    /** Ends the turn for a reason, with 100 tokens in and 20 out. */
    public Turn stop(StopReason reason) {
        return stop(reason, 100, 20);
    }

    /** Ends the turn for a reason, with its count of tokens. */
    public Turn stop(StopReason reason, int inputTokens, int outputTokens) {
        return then(new Step.Stop(reason, inputTokens, outputTokens));
    }

    /** Ends the turn with an exception event in the stream. */
    public Turn fails(Fault fault) {
        if (fault.eventName().isEmpty()) {
            throw new IllegalArgumentException(fault + " never comes inside a stream");
        }
        return then(new Step.Break(fault));
    }

    /** Says nothing more and keeps the stream open. */
    public Turn stalls() {
        return then(new Step.Stall());
    }

    /** Ends the stream cleanly, but without {@code messageStop} and {@code metadata}. */
    public Turn endsEarly() {
        return then(new Step.Cut(Step.Cut.How.END));
    }

    /** Resets the stream in the middle of the answer; the connection and its other streams go on. */
    public Turn resets() {
        return then(new Step.Cut(Step.Cut.How.RESET));
    }

    /** Closes the whole connection in the middle of the answer. */
    public Turn disconnects() {
        return then(new Step.Cut(Step.Cut.How.DISCONNECT));
    }

    Turn complete() {
        if (steps.isEmpty() || !steps.get(steps.size() - 1).last()) {
            throw new IllegalArgumentException("a turn must say how it ends: stop(), fails(…), stalls(), …");
        }
        return this;
    }

    private Turn then(Step step) {
        if (!steps.isEmpty() && steps.get(steps.size() - 1).last()) {
            throw new IllegalArgumentException("nothing follows the end of a turn");
        }
        var longer = new ArrayList<>(steps);
        longer.add(step);
        return new Turn(longer);
    }
}
