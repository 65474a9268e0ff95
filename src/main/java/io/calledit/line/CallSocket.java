package io.calledit.line;

import java.io.IOException;

import org.jboss.logging.Logger;

import io.calledit.identity.CurrentOwner;
import io.calledit.line.wire.Wire;
import io.calledit.line.wire.Wires;
import io.quarkus.websockets.next.InboundProcessingMode;
import io.quarkus.websockets.next.OnBinaryMessage;
import io.quarkus.websockets.next.OnClose;
import io.quarkus.websockets.next.OnError;
import io.quarkus.websockets.next.OnOpen;
import io.quarkus.websockets.next.OnTextMessage;
import io.quarkus.websockets.next.WebSocket;
import io.quarkus.websockets.next.WebSocketConnection;
import io.smallrye.common.annotation.NonBlocking;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClosedException;

/**
 * The WebSocket: one message in, one stream out. For a call that is a status, the model's words as they come, each
 * mapped to a frame, and then the plan.
 */
@WebSocket(path = "/ws", inboundProcessingMode = InboundProcessingMode.SERIAL)
public class CallSocket {

    private static final Logger LOG = Logger.getLogger(CallSocket.class);

    private final MessageReader messages;
    private final FrameWriter frames;
    private final Runs runs;
    private final Drafts drafts;
    private final CurrentOwner owner;
    private final Wires wires;
    private final LineMeters meters;

    CallSocket(
            MessageReader messages,
            FrameWriter frames,
            Runs runs,
            Drafts drafts,
            CurrentOwner owner,
            Wires wires,
            LineMeters meters) {
        this.messages = messages;
        this.frames = frames;
        this.runs = runs;
        this.drafts = drafts;
        this.owner = owner;
        this.wires = wires;
        this.meters = meters;
    }

    @OnOpen
    Uni<Void> onOpen(WebSocketConnection connection) {
        return wires.opened(connection);
    }

    @OnTextMessage
    Multi<String> onMessage(String text, WebSocketConnection connection) {
        ClientMessage message = messages.read(text);
        if (message instanceof ClientMessage.Ping) {
            return reply(new Frame.Pong(), connection).onItem().transformToMulti(sent -> Multi.createFrom().empty());
        }
        Multi<? extends Frame> read = carryOut(message, connection);
        Wire.of(connection).answered(); // what it brings is read from a log at the client's own pace
        return read.map(frames::write);
    }

    private Multi<? extends Frame> carryOut(ClientMessage message, WebSocketConnection connection) {
        if (message instanceof ClientMessage.MakeCall call) {
            if (runs.isReading(call, owner.get(), connection.id())) {
                return Multi.createFrom().empty(); // a second reader here would repeat every frame
            }
            Run run = runs.open(
                    call,
                    owner.get(),
                    connection.id(),
                    started -> drafts.begin(started, Vertx.currentContext()));
            return read(run, 0, connection);
        }
        if (message instanceof ClientMessage.Resume resume) {
            Run run = meters.resuming(
                    () -> runs.resume(resume.runId(), resume.afterSeq(), owner.get(), connection.id()));
            return read(run, resume.afterSeq(), connection);
        }
        ClientMessage.Stop stop = (ClientMessage.Stop) message;
        runs.find(stop.runId(), owner.get()).stop();
        return Multi.createFrom().empty();
    }

    /** Sends the answer to a message, which waits until then. */
    private Uni<Void> reply(Frame answer, WebSocketConnection connection) {
        return connection.sendText(frames.write(answer)).onTermination().invoke(Wire.of(connection)::answered);
    }

    /** The run's frames from there on, for as long as this connection is there to take them. */
    private static Multi<? extends Frame> read(Run run, int afterSeq, WebSocketConnection connection) {
        return run.log().after(afterSeq, connection.id());
    }

    @OnBinaryMessage
    @NonBlocking
    Uni<Void> onBinaryMessage(Buffer bytes, WebSocketConnection connection) {
        // Sent, not returned: what is returned for a binary message goes out as one, and no client reads those.
        return onRefused(Refusals.binary(), connection);
    }

    @OnError
    Uni<Void> onRefused(RefusedException refused, WebSocketConnection connection) {
        meters.refused(refused.problem().code());
        return reply(new Frame.Refused(refused.problem()), connection);
    }

    @OnError
    Uni<Void> onFailure(Throwable failure, WebSocketConnection connection) {
        if (connection.isClosed() || isConnectionLost(failure)) {
            // Clients go away in the middle of a run all the time; the run has its period of grace.
            LOG.debugf(failure, "Connection %s went away before it was answered", connection.id());
            return Uni.createFrom().voidItem();
        }
        LOG.errorf(failure, "Connection %s: a message could not be answered", connection.id());
        return onRefused(Refusals.ourFault(), connection);
    }

    /** A connection that breaks is not known to be closed at once. */
    private static boolean isConnectionLost(Throwable failure) {
        for (Throwable t = failure; t != null; t = t.getCause() == t ? null : t.getCause()) {
            if (t instanceof IOException || t instanceof HttpClosedException) {
                return true;
            }
        }
        return false;
    }

    @OnClose
    @NonBlocking
    void onClose(WebSocketConnection connection) {
        runs.disconnected(connection.id());
    }
}
