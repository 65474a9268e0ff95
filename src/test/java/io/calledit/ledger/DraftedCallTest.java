package io.calledit.ledger;

import static io.calledit.ledger.Examples.ANN;
import static io.calledit.ledger.Examples.BEN;
import static io.calledit.ledger.Examples.draft;
import static io.calledit.ledger.Examples.newKey;
import static io.calledit.ledger.Examples.terms;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import io.calledit.planning.Transcripts.Found;
import io.calledit.prediction.CallId;
import io.calledit.prediction.Terms;

/** Calls that are logged from a draft. */
class DraftedCallTest {

    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
    private static final Terms TERMS = terms("It rains", "2027-01-01T00:00:00Z");

    private final CallStore store = new InMemoryCallStore();
    private final Ledger ledger = new Ledger(store, Clock.fixed(NOW, ZoneOffset.UTC));

    private CallId log(Draft draft) {
        return ledger.log(ANN, newKey(), TERMS, Optional.of(draft)).call();
    }

    @Test
    void theEntryThatLogsItHasTheHashOfItsTranscript() {
        CallId id = log(draft("{}"));

        String text = ledger.transcript(ANN, id);
        assertThat(ledger.call(ANN, id).drafting()).contains(new Drafting.Kept(HashChain.hash(text)));
        assertThat(text).isEqualTo(draft("{}").transcript().orElseThrow().text());
    }

    @Test
    void whateverIsKnownOfItsDraftTheCallIsLogged() {
        assertThat(ledger.call(ANN, log(Draft.of("r", new Found.Unknown()))).drafting())
                .contains(new Drafting.NotKept(Drafting.Reason.UNKNOWN_RUN));
        assertThat(ledger.call(ANN, log(Draft.of("r", new Found.UnderWay()))).drafting())
                .contains(new Drafting.NotKept(Drafting.Reason.UNDER_WAY));
        assertThat(ledger.head(ANN).calls()).isEqualTo(2);
        ChainOfTheStore.assertHolds(store, ANN);
    }

    @Test
    void whyThereIsNoTranscriptIsSaid() {
        CallId typed = ledger.log(ANN, newKey(), TERMS).call();
        CallId forgotten = log(Draft.of("r", new Found.Unknown()));
        CallId kept = log(draft("{}"));

        assertThatExceptionOfType(LedgerException.NoTranscript.class)
                .isThrownBy(() -> ledger.transcript(ANN, typed))
                .withMessage("There is no transcript of this call. Its plan wasn’t drafted here.");
        assertThatExceptionOfType(LedgerException.NoTranscript.class)
                .isThrownBy(() -> ledger.transcript(ANN, forgotten))
                .withMessage("There is no transcript of this call. When the call was logged, its draft wasn’t known here any more.");
        assertThatExceptionOfType(LedgerException.NoSuchCall.class).isThrownBy(() -> ledger.transcript(BEN, kept));
    }

    /** An answer was lost, and by the time of the second try the draft is forgotten. */
    @Test
    void theSameRequestAgainIsTheSameCallThoughLessIsKnownOfItsDraft() {
        IdempotencyKey key = newKey();
        Draft first = draft("{}");
        CallId id = ledger.log(ANN, key, TERMS, Optional.of(first)).call();

        Ledger.Written again = ledger.log(ANN, key, TERMS, Optional.of(Draft.of(first.runId(), new Found.Unknown())));

        assertThat(again).isEqualTo(new Ledger.Written(id, true));
        assertThat(ledger.transcript(ANN, id)).isEqualTo(first.transcript().orElseThrow().text());
        assertThat(ledger.head(ANN).entries()).isEqualTo(1);
    }

    @Test
    void theSameKeyForAnotherDraftIsAnotherRequest() {
        IdempotencyKey key = newKey();
        ledger.log(ANN, key, TERMS, Optional.of(Draft.of("one", new Found.Unknown())));

        assertThatExceptionOfType(LedgerException.KeyReused.class)
                .isThrownBy(() -> ledger.log(ANN, key, TERMS, Optional.of(Draft.of("other", new Found.Unknown()))));
        assertThatExceptionOfType(LedgerException.KeyReused.class).isThrownBy(() -> ledger.log(ANN, key, TERMS));
    }

    @Test
    void aWithdrawnCallKeepsItsTranscript() {
        CallId id = log(draft("{}"));

        ledger.add(ANN, newKey(), id, new Event.Withdrawal(Optional.empty()));

        assertThat(ledger.transcript(ANN, id)).isEqualTo(draft("{}").transcript().orElseThrow().text());
    }

    @Test
    void noEntryIsWrittenWithAnotherTranscriptThanItHasTheHashOf() {
        Event.Logged logged = new Event.Logged(1, TERMS, Optional.of(draft("one").drafting()));
        Entry entry = Entry.after(Head.EMPTY, ANN, NOW, CallId.random(new SecureRandom()), logged, Optional.empty());
        CallSummary call = CallSummary.of(entry, logged);

        assertThatIllegalArgumentException().isThrownBy(() -> new Append(entry, call, Optional.empty()));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Append(entry, call, Optional.empty(), draft("other").transcript()));
        assertThat(new Append(entry, call, Optional.empty(), draft("one").transcript())).isNotNull();
    }
}
