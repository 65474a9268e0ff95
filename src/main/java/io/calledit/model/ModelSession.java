package io.calledit.model;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.output.TokenUsage;

/**
 * One run's hold on its model: it adds up what the run's calls report, and ends the call that is under way.
 *
 * <p>The framework hands out a handle to a stream only with its first token; this one works before that too. It
 * travels in the AI service's invocation parameters. Safe for use by several threads.
 */
public final class ModelSession {

    /** The name under which a session travels in the AI service's invocation parameters. */
    public static final String KEY = "calledit.model-session";

    private static final Runnable NOTHING = () -> {};

    private final RetryListener retries;
    private Runnable endCall = NOTHING;
    private volatile boolean cancelled;
    private volatile long lastThoughtAt = System.nanoTime();
    private int turns;
    private final List<Turn> pastTurns = new ArrayList<>();
    private long turnStartedAt;
    private boolean inTurn;
    private String modelName;
    private TokenUsage usage;

    /** One call to the model and its answer ({@link System#nanoTime()}). */
    public record Turn(long startedAt, long endedAt) {}

    /** A session of whose further tries nobody needs to know. */
    public ModelSession() {
        this((why, attempt, in) -> true);
    }

    /** @param retries hears of every call that is to be made again, and may object */
    public ModelSession(RetryListener retries) {
        this.retries = retries;
    }

    /** Ends the call that is under way, if there is one, and keeps any other from starting. */
    public void cancel() {
        Runnable end;
        synchronized (this) {
            cancelled = true;
            end = endCall;
            endCall = NOTHING;
        }
        end.run();
    }

    public boolean isCancelled() {
        return cancelled;
    }

    /** When the model last thought aloud ({@link System#nanoTime()}); a sign of life that isn't part of its answer. */
    public long lastThoughtAt() {
        return lastThoughtAt;
    }

    void thought() {
        lastThoughtAt = System.nanoTime();
    }

    /** The model's own name, once it has answered. */
    public synchronized Optional<String> modelName() {
        return Optional.ofNullable(modelName);
    }

    /** The tokens of all calls so far, if the model counts them. */
    public synchronized Optional<TokenUsage> usage() {
        return Optional.ofNullable(usage);
    }

    /** The calls to the model so far; one that is under way ends with that time ({@link System#nanoTime()}). */
    public synchronized List<Turn> turns(long now) {
        List<Turn> all = new ArrayList<>(pastTurns);
        if (inTurn) {
            all.add(new Turn(turnStartedAt, now));
        }
        return all;
    }

    /** @return whether the call may be made again */
    boolean retrying(ModelFailure why, int attempt, Duration in) {
        return !cancelled && retries.retrying(why, attempt, in);
    }

    /** Counts one more turn of the model, however often it has to be asked for it. */
    synchronized int nextTurn() {
        return ++turns;
    }

    /** A call to the model begins: the first of its turn, or a further try. */
    synchronized void turnStarted() {
        turnStartedAt = System.nanoTime();
        inTurn = true;
    }

    /** The call to the model is over, one way or the other. */
    synchronized void turnEnded() {
        if (inTurn) {
            inTurn = false;
            pastTurns.add(new Turn(turnStartedAt, System.nanoTime()));
        }
    }

    /** Says how the call that is under way can be ended; runs it at once where the session has been cancelled. */
    void endCallWith(Runnable end) {
        synchronized (this) {
            if (!cancelled) {
                endCall = end;
                return;
            }
        }
        end.run();
    }

    synchronized void answered(ChatResponse response) {
        endCall = NOTHING;
        if (response.metadata().modelName() != null) {
            modelName = response.metadata().modelName();
        }
        if (response.metadata().tokenUsage() != null) {
            usage = TokenUsage.sum(usage, response.metadata().tokenUsage());
        }
    }
}
