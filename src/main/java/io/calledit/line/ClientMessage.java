package io.calledit.line;

import java.time.ZoneId;
import java.util.Optional;
import java.util.UUID;

/** A message from a client to the server; docs/protocol.md says what each means. */
public sealed interface ClientMessage {

    /**
     * Draft a plan.
     *
     * @param prompt the prediction, trimmed and within its limits
     * @param requestId the client's own id; the same id again attaches to the same run
     */
    record MakeCall(String prompt, ZoneId zone, Optional<UUID> requestId) implements ClientMessage {}

    /** End the run. */
    record Stop(String runId) implements ClientMessage {}

    /** Send every frame of the run after that one, then go on live. */
    record Resume(String runId, int afterSeq) implements ClientMessage {}

    /** Answered with a pong. */
    record Ping() implements ClientMessage {}
}
