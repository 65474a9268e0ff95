package io.calledit.ledger.sqlite;

import static io.calledit.ledger.Examples.ANN;
import static io.calledit.ledger.Examples.draft;
import static io.calledit.ledger.Examples.newKey;
import static io.calledit.ledger.Examples.terms;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.OptionalLong;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.calledit.ledger.HashChain;
import io.calledit.ledger.Ledger;
import io.calledit.ledger.proof.DatabaseVerifier;
import io.calledit.ledger.proof.Finding;
import io.calledit.prediction.CallId;

/** What the verifier finds where somebody has been at the transcripts beside a ledger. */
class TamperedTranscriptTest {

    private static final String CHANGED = "its transcript isn't the one that it has the hash of, so it was changed.";

    @TempDir
    Path folder;

    private SqliteFolder file;
    private Ledger ledger;
    private CallId id;

    @BeforeEach
    void logThreeCallsTheSecondFromADraft() {
        file = new SqliteFolder(folder);
        ledger = new Ledger(file.store(), Clock.fixed(Instant.parse("2026-11-22T12:00:00Z"), ZoneOffset.UTC));
        ledger.log(ANN, newKey(), terms("First", "2027-01-01T00:00:00Z"));
        id = ledger.log(ANN, newKey(), terms("Second", "2027-01-01T00:00:00Z"), Optional.of(draft("{", "}"))).call();
        ledger.log(ANN, newKey(), terms("Third", "2027-01-01T00:00:00Z"));
        assertThat(verified()).isInstanceOf(Finding.Holds.class);
    }

    @AfterEach
    void close() {
        file.close();
    }

    private Finding verified() {
        return DatabaseVerifier.verify(folder.resolve(SqliteFile.NAME), null);
    }

    private void write(String sql, Object... parameters) throws Exception {
        try (Connection connection = file.pool().getConnection(); PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            assertThat(statement.executeUpdate()).isEqualTo(1);
        }
    }

    private static Finding second(String why) {
        return new Finding.Broken(OptionalLong.of(2), why);
    }

    @Test
    void oneThatWasChangedIsNamedByItsEntry() throws Exception {
        write("UPDATE transcripts SET body = ?", (Object) draft("{", " }").transcript().orElseThrow().packed());

        assertThat(verified()).isEqualTo(second(CHANGED));
        assertThat(HashChain.hash(ledger.transcript(ANN, id)))
                .as("is given out all the same, with its own hash")
                .isNotEqualTo(ledger.call(ANN, id).entries().get(0).transcriptHash().orElseThrow());
    }

    @Test
    void oneThatCanNotBeReadIsNamedToo() throws Exception {
        write("UPDATE transcripts SET body = ?", (Object) new byte[] {1, 2, 3});

        assertThat(verified()).isEqualTo(second(CHANGED));
    }

    @Test
    void oneThatIsGoneIsMissed() throws Exception {
        write("DELETE FROM transcripts");

        assertThat(verified()).isEqualTo(second("its transcript is missing."));
    }

    @Test
    void oneThatNobodyKnowsOfIsFound() throws Exception {
        write("INSERT INTO transcripts SELECT 'ben', call, body FROM transcripts");

        assertThat(verified()).isEqualTo(new Finding.Broken(OptionalLong.empty(),
                "the table \"transcripts\" has 2 rows, and the entries have the hashes of 1."));
    }
}
