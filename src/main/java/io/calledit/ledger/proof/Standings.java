package io.calledit.ledger.proof;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * What each call stands at, as far as the rules of the ledger depend on it: what may still be said of a call.
 *
 * <p>It keeps some hundred bytes per call and nothing of the texts.
 */
final class Standings {

    private static final class Standing {
        private final long loggedIn;
        private final Instant due;
        private long judgedIn;
        private long withdrawnIn;

        private Standing(long loggedIn, Instant due) {
            this.loggedIn = loggedIn;
            this.due = due;
        }
    }

    private final Map<String, Standing> calls = new HashMap<>();
    private final Remarks remarks;

    Standings(Remarks remarks) {
        this.remarks = remarks;
    }

    long calls() {
        return calls.size();
    }

    /**
     * Takes in one entry whose fields have been checked.
     *
     * @throws RefusedException if the rules don't allow it after what came before
     */
    void add(EntryType type, Fields entry, long number, Instant at) throws RefusedException {
        var call = entry.text("call");
        if (type == EntryType.LOGGED) {
            log(call, entry, number, at);
            return;
        }
        var standing = calls.get(call);
        if (standing == null) {
            throw new RefusedException("its call was not logged before it.");
        }
        switch (type) {
            case VERDICT -> {
                refuseAfterTheEnd(standing, "it judges");
                standing.judgedIn = number;
            }
            case UNDO -> {
                long undone = entry.wholeNumber("entry");
                if (standing.judgedIn == 0 || undone != standing.judgedIn) {
                    throw new RefusedException("it undoes entry " + undone + ", which is no standing verdict of its call.");
                }
                standing.judgedIn = 0;
            }
            case CONFIDENCE -> {
                refuseAfterTheEnd(standing, "it changes the confidence of");
                remarkOnLateness(standing, entry, at, "Entry " + number + " changes the confidence of a call that was due.");
            }
            case WITHDRAWAL -> {
                refuseAfterTheEnd(standing, "it withdraws");
                remarkOnLateness(standing, entry, at, "Entry " + number + " withdraws a call that was due.");
                standing.withdrawnIn = number;
            }
            default -> {
                // A note may be added to any call at any time.
            }
        }
    }

    private void log(String call, Fields entry, long number, Instant at) throws RefusedException {
        var before = calls.get(call);
        if (before != null) {
            throw new RefusedException("it logs the call that entry " + before.loggedIn + " has logged.");
        }
        long next = calls.size() + 1L;
        long callNumber = entry.wholeNumber("callNumber");
        if (callNumber != next) {
            throw new RefusedException("its call number is " + callNumber + ", where " + next + " comes next.");
        }
        var standing = new Standing(number, entry.object("plan").moment("verification_date").toInstant());
        calls.put(call, standing);
        remarkOnLateness(standing, entry, at, "Entry " + number + " logs a call that was due.");
    }

    private static void refuseAfterTheEnd(Standing standing, String does) throws RefusedException {
        if (standing.judgedIn != 0) {
            throw new RefusedException(does + " a call that entry " + standing.judgedIn + " has judged.");
        }
        if (standing.withdrawnIn != 0) {
            throw new RefusedException(does + " a call that entry " + standing.withdrawnIn + " has withdrawn.");
        }
    }

    /** Only a remark: it rests on a clock that may have been wrong, and an import may bring what is past. */
    private void remarkOnLateness(Standing standing, Fields entry, Instant at, String remark) {
        if (!entry.has("imported") && !at.isBefore(standing.due)) {
            remarks.add(remark);
        }
    }
}
