package io.calledit.gateway;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.IntSupplier;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

import org.jboss.logging.Logger;

import io.calledit.gateway.table.Connections;
import io.calledit.gateway.table.Pace;
import io.calledit.gateway.table.StoredFrames;
import io.calledit.gateway.table.StoredRun;
import io.calledit.gateway.table.StoredRuns;
import io.calledit.identity.Owner;
import io.calledit.line.ClientMessage;
import io.calledit.line.Drafts;
import io.calledit.line.ErrorCode;
import io.calledit.line.Frame;
import io.calledit.line.LineConfig;
import io.calledit.line.MessageReader;
import io.calledit.line.RefusedException;
import io.calledit.line.Refusals;
import io.calledit.line.Run;
import io.calledit.line.Runs;
import io.smallrye.common.vertx.VertxContext;
import io.vertx.core.Vertx;
import io.vertx.core.impl.VertxInternal;

/** Carries out what comes in by this door: one message in, and everything that it brings out, before it returns. */
@ApplicationScoped
class Switchboard {

    private static final Logger LOG = Logger.getLogger(Switchboard.class);

    private final GatewayConfig config;
    private final LineConfig line;
    private final MessageReader messages;
    private final Runs runsHere;
    private final Consumer<Run> drafts;
    private final Connections connections;
    private final StoredRuns runs;
    private final StoredFrames frames;
    private final Pace pace;
    private final Readers readers;
    private final Clock clock;

    @Inject
    Switchboard(
            GatewayConfig config,
            LineConfig line,
            MessageReader messages,
            Runs runsHere,
            Drafts drafts,
            Connections connections,
            StoredRuns runs,
            StoredFrames frames,
            Pace pace,
            Readers readers,
            Clock clock,
            Vertx vertx) {
        this(config, line, messages, runsHere, run -> drafts.begin(run, newContext(vertx)), connections, runs, frames, pace,
                readers, clock);
    }

    /** @param drafts sets a run going */
    Switchboard(
            GatewayConfig config,
            LineConfig line,
            MessageReader messages,
            Runs runsHere,
            Consumer<Run> drafts,
            Connections connections,
            StoredRuns runs,
            StoredFrames frames,
            Pace pace,
            Readers readers,
            Clock clock) {
        this.config = config;
        this.line = line;
        this.messages = messages;
        this.runsHere = runsHere;
        this.drafts = drafts;
        this.connections = connections;
        this.runs = runs;
        this.frames = frames;
        this.pace = pace;
        this.readers = readers;
        this.clock = clock;
    }

    /** Every event comes on the one thread of Lambda's runtime, and the planner wants a context of its own. */
    private static io.vertx.core.Context newContext(Vertx vertx) {
        return VertxContext.createNewDuplicatedContext(((VertxInternal) vertx).createEventLoopContext());
    }

    /** A connection has been opened. */
    void opened(String connectionId, Owner owner) {
        connections.opened(connectionId, owner);
    }

    /** A connection has been closed. */
    void closed(String connectionId) {
        readers.gone(connectionId);
    }

    /**
     * A message has come in. Whatever is wrong with it, the connection is told.
     *
     * @param millisLeft the time that is left to this process
     */
    void message(Visit visit, IntSupplier millisLeft) {
        try {
            carryOut(visit, millisLeft);
        } catch (RefusedException refused) {
            readers.answer(new Frame.Refused(refused.problem()), visit);
        } catch (RuntimeException e) {
            LOG.errorf(e, "Connection %s: a message could not be answered", visit.connectionId());
            readers.answer(new Frame.Refused(Refusals.ourFault().problem()), visit);
        }
    }

    private void carryOut(Visit visit, IntSupplier millisLeft) {
        Owner owner = connections.owner(visit.connectionId()).orElseThrow(Switchboard::unknownConnection);
        if (visit.owner().isPresent() && !visit.owner().get().equals(owner)) {
            throw unknownConnection();
        }
        if (visit.isBinary()) {
            throw Refusals.binary();
        }
        ClientMessage message = messages.read(visit.body());
        if (message instanceof ClientMessage.MakeCall call) {
            makeCall(call, owner, visit, millisLeft);
        } else if (message instanceof ClientMessage.Resume resume) {
            resume(resume, owner, visit, millisLeft);
        } else if (message instanceof ClientMessage.Stop stop) {
            runs.stop(runs.find(stop.runId(), owner).orElseThrow(Refusals::unknownRun).id());
        } else {
            readers.answer(new Frame.Pong(), visit);
        }
    }

    private static RefusedException unknownConnection() {
        return new RefusedException(ErrorCode.UNAUTHORIZED, "Nobody is signed in on this connection. Sign in, and connect again.");
    }

    private void makeCall(ClientMessage.MakeCall call, Owner owner, Visit visit, IntSupplier millisLeft) {
        Optional<StoredRuns.Requested> asked = call.requestId().flatMap(request -> runs.requested(owner, request));
        Optional<StoredRun> known = asked.flatMap(before -> runs.find(before.runId(), owner));
        if (known.isPresent()) {
            attach(known.get(), asked.get(), call, visit, millisLeft);
            return;
        }
        String id = UUID.randomUUID().toString();
        enter(visit, id, line.runsPerConnection(), Refusals::tooManyRuns);
        Duration wait = pace.waitFor(owner);
        if (!wait.isZero()) {
            connections.left(visit.connectionId(), id);
            throw Refusals.tooFast(wait);
        }
        String place = place();
        runs.began(id, owner, visit.connectionId(), place);
        Optional<String> before = asked.map(StoredRuns.Requested::runId);
        if (call.requestId().isPresent() && !runs.claim(owner, call.requestId().get(), call, id, before)) {
            withdraw(id, owner, visit); // the same request has come in twice at the same time
            StoredRuns.Requested first = runs.requested(owner, call.requestId().get()).orElseThrow(Refusals::unknownRun);
            attach(runs.find(first.runId(), owner).orElseThrow(Refusals::unknownRun), first, call, visit, millisLeft);
            return;
        }
        Run run;
        try {
            run = runsHere.begin(id, call, owner, visit.connectionId(), drafts);
        } catch (RefusedException e) {
            withdraw(id, owner, visit);
            throw e;
        }
        new RunHere(run, place, visit, config, line.grace(), runs, frames, readers, millisLeft).tend();
    }

    private void withdraw(String runId, Owner owner, Visit visit) {
        runs.withdrawn(runId);
        pace.giveBack(owner);
        connections.left(visit.connectionId(), runId);
    }

    /** A second reader of the same connection would repeat every frame. */
    private void attach(
            StoredRun run, StoredRuns.Requested asked, ClientMessage.MakeCall call, Visit visit, IntSupplier millisLeft) {
        if (!asked.isFor(call)) {
            throw Refusals.requestIdUsed();
        }
        if (run.hasEnded() || !run.readers().containsKey(visit.connectionId())) {
            read(run.id(), 0, visit, millisLeft);
        }
    }

    private void resume(ClientMessage.Resume resume, Owner owner, Visit visit, IntSupplier millisLeft) {
        StoredRun run = runs.find(resume.runId(), owner).orElseThrow(Refusals::unknownRun);
        // What was sent may not be stored yet.
        for (int beats = 0; beats < 4 && resume.afterSeq() > run.seq() && !run.hasEnded(); beats++) {
            pause();
            run = runs.find(resume.runId(), owner).orElseThrow(Refusals::unknownRun);
        }
        if (resume.afterSeq() > run.seq()) {
            throw Refusals.noFrame(resume.afterSeq());
        }
        read(run.id(), resume.afterSeq(), visit, millisLeft);
    }

    private void read(String runId, int afterSeq, Visit visit, IntSupplier millisLeft) {
        enter(visit, runId, line.readersPerConnection(), Refusals::tooManyReaders);
        new RunElsewhere(runId, place(), visit, config, clock, runs, frames, readers, millisLeft).send(afterSeq);
        connections.left(visit.connectionId(), runId);
    }

    private interface TooMany {
        RefusedException of(long runs);
    }

    /** A connection reads one more run. Those that have ended meanwhile don't count, and may only just have. */
    private void enter(Visit visit, String runId, int most, TooMany tooMany) {
        if (!connections.isOneTooMany(visit.connectionId(), runId, most)) {
            return;
        }
        pause();
        Set<String> read = connections.runs(visit.connectionId());
        for (String id : read) {
            if (runs.find(id).filter(run -> !run.hasEnded() && !isSilent(run)).isEmpty()) {
                connections.left(visit.connectionId(), id);
            }
        }
        if (connections.isOneTooMany(visit.connectionId(), runId, most)) {
            throw tooMany.of(Math.min(most, read.size()));
        }
    }

    private boolean isSilent(StoredRun run) {
        return clock.millis() - run.beatAt() > config.silence().toMillis();
    }

    private static String place() {
        return UUID.randomUUID().toString().substring(0, 8);
    }

    private void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(config.beat().toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
