package io.calledit.line;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.IntFunction;

import org.jboss.logging.Logger;

import dev.langchain4j.invocation.InvocationParameters;
import io.calledit.identity.Owner;
import io.calledit.model.ModelFailure;
import io.calledit.model.ModelSession;
import io.calledit.planning.PlanReader;
import io.calledit.planning.ToolListener;
import io.calledit.planning.UnreadablePlanException;
import io.calledit.prediction.Plan;
import io.calledit.sight.RunLines;
import io.calledit.sight.Unquoted;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.subscription.Cancellable;

/**
 * One draft from the first frame to the last: it follows the model's words, maps each to a frame of its log, and ends
 * exactly once, as {@code complete}, {@code error} or {@code stopped}.
 */
public final class Run implements ToolListener {

    private static final Logger LOG = Logger.getLogger(Run.class);
    /** How a run ends whose time is over. */
    public static final Problem TOOK_TOO_LONG =
            Problem.of(ErrorCode.MODEL_TIMEOUT, "The model took too long to answer. Try again.");

    private static final String TOO_MUCH = "The model wrote far more than a plan. Try again.";
    private static final Cancellable NONE = () -> {};
    /** All but its log. */
    private static final int BYTES_PER_RUN = 2_048;

    private final String id;
    private final Owner owner;
    private final ClientMessage.MakeCall call;
    private final int maxText;
    private final FrameLimit limit;
    private final Consumer<Run> whenEnded;
    private final LineMeters meters;
    private final FrameLog log;
    private final RunNotes notes;
    private final ModelSession session = new ModelSession(this::retrying);
    private final Patience patience;
    private char half; // one token comes after the other; 0 for none
    private final AtomicInteger textLength = new AtomicInteger(); // that of tools' arguments included
    private final Set<String> watchers = ConcurrentHashMap.newKeySet();
    private volatile boolean heard;
    private volatile long unreadSince;
    private final AtomicReference<Cancellable> tokens = new AtomicReference<>(NONE);
    private volatile Runnable release = () -> {};

    Run(
            String id,
            Owner owner,
            ClientMessage.MakeCall call,
            int maxText,
            LineConfig.Deadline deadline,
            FrameLimit limit,
            LineMeters meters,
            Consumer<Run> whenEnded) {
        this.id = id;
        this.owner = owner;
        this.call = call;
        this.maxText = maxText;
        this.patience = new Patience(deadline, session::lastThoughtAt, System::nanoTime);
        this.limit = limit;
        this.meters = meters;
        this.log = new FrameLog(meters.framesJoined());
        this.notes = meters.notes();
        this.whenEnded = whenEnded;
        log.append(seq -> new Frame.Processing(
                id, seq, "Drafting a plan", call.prompt(), call.zone().getId()));
    }

    public String id() {
        return id;
    }

    Owner owner() {
        return owner;
    }

    /** What was asked for. */
    ClientMessage.MakeCall call() {
        return call;
    }

    /** Its frames so far, and to come. */
    public FrameLog log() {
        return log;
    }

    /** About how many bytes of memory it takes once it has ended. */
    long weight() {
        return BYTES_PER_RUN + 2L * call.prompt().length() + log.weight();
    }

    /** When it was begun. */
    public Instant started() {
        return notes.started();
    }

    /** Whether that connection has asked for this run, and is still there. */
    boolean isWatchedBy(String connectionId) {
        return watchers.contains(connectionId);
    }

    /** The connections that read this run. */
    Set<String> watchers() {
        return Set.copyOf(watchers);
    }

    void joinedBy(String connectionId) {
        watchers.add(connectionId);
    }

    /** @return whether nobody reads this run any more */
    boolean leftBy(String connectionId) {
        watchers.remove(connectionId);
        log.leave(connectionId);
        unreadSince = System.nanoTime();
        return watchers.isEmpty();
    }

    /** How long nobody has read this run; zero while somebody does. */
    Duration unreadFor() {
        return watchers.isEmpty() ? Duration.ofNanos(System.nanoTime() - unreadSince) : Duration.ZERO;
    }

    /** What the AI service passes on to the tools and to the model. */
    InvocationParameters parameters() {
        InvocationParameters parameters = new InvocationParameters();
        parameters.put(ToolListener.KEY, this);
        parameters.put(ModelSession.KEY, session);
        return parameters;
    }

    /**
     * Maps each token to a frame as it comes, and what they add up to, to a plan.
     *
     * @param repair called at most once, when the answer is no plan that could be checked: has the model told what is
     *        wrong with it, and its next answer followed by {@link #followRepair}
     * @param release lets go of what the run holds elsewhere; see {@link #release}
     */
    void follow(Multi<String> words, PlanReader reader, Consumer<UnreadablePlanException> repair, Runnable release) {
        this.release = release;
        follow(words, reader, unreadable -> repair(unreadable, repair));
    }

    /** Does the same with the words that the model wrote when it was told what was wrong; they are its last. */
    void followRepair(Multi<String> words, PlanReader reader) {
        follow(words, reader, this::fail);
    }

    private void follow(Multi<String> words, PlanReader reader, Consumer<UnreadablePlanException> otherwise) {
        Cancellable before = tokens.get();
        Cancellable following = words.subscribe().with(this::text, this::fail, () -> complete(reader, otherwise));
        tokens.compareAndSet(before, following); // what follows a repair may have got there first
        if (log.hasEnded()) { // it was stopped in between
            if (heard) {
                following.cancel();
            }
            tokens.set(NONE);
            release();
        }
    }

    private void text(String words) {
        String token = whole(words);
        if (token.isEmpty()) {
            return;
        }
        signOfLife();
        if (textLength.addAndGet(token.length()) > maxText) {
            end(ErrorCode.UNREADABLE_PLAN, TOO_MUCH);
            return;
        }
        if (append(seq -> new Frame.Text(id, seq, token))) {
            notes.text();
        }
    }

    /** Keeps back the first half of a character whose second half comes with the next token: alone, neither can be sent. */
    private String whole(String words) {
        String joined = half == 0 ? words : half + words;
        half = 0;
        int last = joined.length() - 1;
        if (last >= 0 && Character.isHighSurrogate(joined.charAt(last))) {
            half = joined.charAt(last);
            return joined.substring(0, last);
        }
        return joined;
    }

    private void complete(PlanReader reader, Consumer<UnreadablePlanException> otherwise) {
        Plan plan;
        try {
            plan = reader.read(log.answer());
        } catch (UnreadablePlanException e) {
            otherwise.accept(e);
            return;
        } catch (RuntimeException e) {
            fail(e);
            return;
        }
        IntFunction<Frame.OfRun> last = seq -> new Frame.Complete(
                id, seq, plan, session.modelName().orElse("unknown"), session.usage().orElse(null));
        if (!limit.allows(last)) {
            end(ErrorCode.UNREADABLE_PLAN, TOO_MUCH);
            return;
        }
        // Nothing is read, written or waited for between the two: a door may hold the first to send both as one.
        log.append(seq -> new Frame.Finished(id, seq));
        end(last);
    }

    /** The model starts anew: what it wrote counts towards the run's limits, but no longer as its plan. */
    private void repair(UnreadablePlanException unreadable, Consumer<UnreadablePlanException> repair) {
        if (!log.append(seq -> new Frame.Repairing(id, seq, Setback.UNREADABLE))) {
            return;
        }
        RunLines.about(id, () -> LOG.infof("Run %s: the model is asked to repair its plan: %s", id, unreadable.getMessage()));
        meters.failed(unreadable);
        half = 0;
        heard = false;
        patience.beginAnew();
        try {
            repair.accept(unreadable);
        } catch (RuntimeException e) {
            fail(e);
        }
    }

    /** A further try that would only begin when the time for it is over is none. */
    boolean retrying(ModelFailure why, int attempt, Duration in) {
        if (in.compareTo(patience.left()) >= 0
                || !log.append(seq -> new Frame.Retrying(id, seq, Setback.of(why, in), attempt, in))) {
            return false;
        }
        notes.retried();
        meters.retried(why);
        return true;
    }

    /** Ends the run with what a failure means to a person; the failure itself goes to the log. */
    void fail(Throwable failure) {
        Problem problem = Problem.of(failure);
        if (log.hasEnded()) {
            return;
        }
        meters.failed(failure);
        RunLines.about(id, () -> {
            if (problem.code() == ErrorCode.INTERNAL) {
                LOG.errorf(Unquoted.of(failure), "Run %s failed", id);
            } else {
                LOG.warnf("Run %s ended in %s: %s", id, problem.code().wireName(), Unquoted.causes(failure));
                LOG.debugf(Unquoted.of(failure), "Run %s", id);
            }
        });
        end(problem);
    }

    /** Ends the run with a problem that isn't the model's. */
    public void end(Problem problem) {
        end(seq -> new Frame.Failed(id, seq, problem));
    }

    /** Ends the run because the person wants it to end, or nobody reads it any more. */
    public void stop() {
        end(seq -> new Frame.Stopped(id, seq));
    }

    /**
     * Ends the run if the model has been silent, or at it, for too long.
     *
     * @return how long to wait before asking again
     */
    Duration enforce() {
        if (patience.isOver()) {
            RunLines.about(id, () -> LOG.warnf("Run %s: the model was silent for %d ms, %d ms after the start", id,
                    patience.silentFor().toMillis(), patience.age().toMillis()));
            meters.silent();
            end(TOOK_TOO_LONG);
        }
        return patience.untilNextLook();
    }

    /**
     * Lets go of what the run holds elsewhere. Done at the end, and once more when the run is forgotten: a stop may come
     * while the framework is still setting the run up, or running a tool for it.
     */
    void release() {
        release.run();
    }

    @Override
    public void started(String toolId, String name, String input) {
        tool(toolId, name, input, Frame.Tool.State.STARTED, null);
    }

    @Override
    public void ended(String toolId, String name, String input, boolean failed, Duration took) {
        tool(toolId, name, input, failed ? Frame.Tool.State.FAILED : Frame.Tool.State.DONE, took);
        notes.used(name, failed, took);
        patience.beginAnew(); // with a longer prompt
        if (log.hasEnded()) {
            release(); // the framework still noted the tool's use
        }
    }

    private void tool(String toolId, String name, String input, Frame.Tool.State state, Duration took) {
        signOfLife();
        int length = input == null ? 0 : input.length();
        if (textLength.addAndGet(length) > maxText) {
            end(ErrorCode.UNREADABLE_PLAN, TOO_MUCH);
            return;
        }
        append(seq -> new Frame.Tool(id, seq, toolId, name, input, state, took));
    }

    private void signOfLife() {
        heard = true;
        patience.signOfLife();
    }

    /** A frame that can't be sent ends the run in its place. */
    private boolean append(IntFunction<Frame.OfRun> frame) {
        if (!limit.allows(frame)) {
            end(ErrorCode.UNREADABLE_PLAN, TOO_MUCH);
            return false;
        }
        return log.append(frame);
    }

    private void end(ErrorCode code, String message) {
        end(Problem.of(code, message));
    }

    private void end(IntFunction<Frame.OfRun> last) {
        if (log.append(last)) {
            try {
                session.cancel();
                cancelTokens();
                release();
            } finally {
                tokens.set(NONE); // what it had a hold on holds the call to the model, and all that went into it
                whenEnded.accept(this);
                meters.ended(notes.report(id, log, session));
            }
        }
    }

    /**
     * Lets the framework know, so that it runs no further tools. Before the model's first sign of life there are none,
     * the session has ended the call already, and the framework would stumble over a handle that it doesn't have yet.
     */
    private void cancelTokens() {
        if (heard) {
            tokens.get().cancel();
        }
    }
}
