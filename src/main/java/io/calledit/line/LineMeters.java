package io.calledit.line;

import java.time.Clock;
import java.util.Collection;
import java.util.Locale;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import java.util.stream.Stream;

import jakarta.enterprise.context.ApplicationScoped;

import io.calledit.identity.Owner;
import io.calledit.model.ModelFailure;
import io.calledit.planning.UnreadablePlanException;
import io.calledit.sight.Meters;
import io.calledit.sight.Meters.Count;
import io.calledit.sight.RunReport;

/** Says to the sight what happens on the line, in the protocol's words. */
@ApplicationScoped
class LineMeters {

    private static final String UNREADABLE = "unreadable_plan";

    private final Meters meters;
    private final Clock clock;

    LineMeters(Meters meters, Clock clock) {
        this.meters = meters;
        this.clock = clock;
        Collection<String> codes = Stream.of(ErrorCode.values()).map(ErrorCode::wireName).toList();
        meters.expect(Count.RUNS_ENDED, Stream.of("complete", "stopped").toList());
        meters.expect(Count.RUNS_ENDED, codes);
        meters.expect(Count.REQUESTS_REFUSED, codes);
        meters.expect(Count.FRAMES, Stream.of("status", "text", "tool", "complete", "error", "stopped").toList());
        meters.expect(Count.MODEL_ERRORS, Stream.of(ModelFailure.values()).map(LineMeters::kind).toList());
        meters.expect(Count.MODEL_ERRORS, Stream.of(UNREADABLE).toList());
        meters.expect(Count.CONNECTIONS_REFUSED, Stream.of(ErrorCode.TOO_MANY_CONNECTIONS.wireName()).toList());
        meters.expect(Count.RESUMES,
                Stream.of("resumed", ErrorCode.UNKNOWN_RUN.wireName(), ErrorCode.BAD_MESSAGE.wireName()).toList());
    }

    /** What is to be noted of a run that begins now. */
    RunNotes notes() {
        return new RunNotes(clock.instant());
    }

    /** A run has begun. */
    void started(Owner owner) {
        meters.started(owner.id());
    }

    /** A run has ended, and told its readers. */
    void ended(RunReport run) {
        meters.ended(run);
    }

    /** The model has failed, whatever becomes of the run. */
    void failed(Throwable failure) {
        meters.add(Count.MODEL_ERRORS,
                failure instanceof UnreadablePlanException ? UNREADABLE : kind(ModelFailure.of(failure)));
    }

    /** The model has passed a deadline. */
    void silent() {
        meters.add(Count.MODEL_ERRORS, kind(ModelFailure.SILENT));
    }

    /** The model has failed and is tried once more. */
    void retried(ModelFailure why) {
        meters.add(Count.MODEL_ERRORS, kind(why));
        meters.retried();
    }

    /** A message was answered with an error. */
    void refused(ErrorCode code) {
        meters.add(Count.REQUESTS_REFUSED, code.wireName());
    }

    /** A connection was turned away. */
    void connectionRefused(ErrorCode reason) {
        meters.add(Count.CONNECTIONS_REFUSED, reason.wireName());
    }

    /** Somebody comes back to a run. */
    Run resuming(Supplier<Run> resume) {
        try {
            Run run = resume.get();
            meters.add(Count.RESUMES, "resumed");
            return run;
        } catch (RefusedException e) {
            meters.add(Count.RESUMES, e.problem().code().wireName());
            throw e;
        }
    }

    /** To be added to for each frame that a reader is sent joined to the one before. */
    LongAdder framesJoined() {
        return meters.framesJoined();
    }

    private static String kind(ModelFailure failure) {
        return failure.name().toLowerCase(Locale.ROOT);
    }
}
