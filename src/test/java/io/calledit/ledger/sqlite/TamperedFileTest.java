package io.calledit.ledger.sqlite;

import static io.calledit.ledger.Examples.ANN;
import static io.calledit.ledger.Examples.cameTrue;
import static io.calledit.ledger.Examples.newKey;
import static io.calledit.ledger.Examples.terms;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.calledit.ledger.KeptEntry;
import io.calledit.ledger.Ledger;
import io.calledit.ledger.LedgerException.NotAllowed;
import io.calledit.ledger.LedgerException.Unavailable;
import io.calledit.prediction.CallId;

/** What becomes of a ledger in whose file somebody has written by hand. */
class TamperedFileTest {

    @TempDir
    Path folder;

    private SqliteFolder file;
    private Ledger ledger;
    private CallId id;

    @BeforeEach
    void judgeACall() {
        file = new SqliteFolder(folder);
        ledger = new Ledger(file.store(), Clock.fixed(Instant.parse("2026-11-22T12:00:00Z"), ZoneOffset.UTC));
        id = ledger.log(ANN, newKey(), terms("It rains", "2027-01-01T00:00:00Z")).call();
        ledger.add(ANN, newKey(), id, cameTrue());
    }

    @AfterEach
    void close() {
        file.close();
    }

    private void write(String sql) throws Exception {
        try (Connection connection = file.pool().getConnection(); Statement statement = connection.createStatement()) {
            assertThat(statement.executeUpdate(sql)).isEqualTo(1);
        }
    }

    @Test
    void anEntryThatCanNotBeReadIsStillGivenOutToBeVerified() throws Exception {
        write("UPDATE entries SET body = '{\"v\":1}' WHERE number = 2");

        assertThat(file.store().chain(ANN, 0, 10)).extracting(KeptEntry::body).element(1).isEqualTo("{\"v\":1}");
        assertThatExceptionOfType(Unavailable.class)
                .isThrownBy(() -> ledger.call(ANN, id))
                .satisfies(damage -> assertThat(damage.reason()).isEqualTo(Unavailable.Reason.DAMAGED));
    }

    @Test
    void whatListsShowCanNotBringASecondVerdictIntoTheChain() throws Exception {
        write("UPDATE calls SET state = 'open', decided_by = NULL, outcome = NULL, decided_at = NULL");

        assertThatExceptionOfType(NotAllowed.class).isThrownBy(() -> ledger.add(ANN, newKey(), id, cameTrue()));
        assertThat(ledger.head(ANN).entries()).isEqualTo(2);
    }
}
