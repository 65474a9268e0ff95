package io.calledit.ledger.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.calledit.ledger.LedgerException.Unavailable;
import io.calledit.ledger.api.Api.Answer;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;

/** A store that doesn't work is reported in words, and without anything of its inside. */
@QuarkusTest
@TestProfile(Watched.class)
class TroubleTest extends OverHttp {

    private static final String INSIDE = "jdbc:sqlite:/secret/path";

    @ParameterizedTest
    @CsvSource({"BUSY,503,true", "UNREACHABLE,503,true", "READ_ONLY,503,false", "DAMAGED,503,false", "FULL,507,false"})
    void aStoreThatDoesNotWorkIsSaidInWords(Unavailable.Reason reason, int status, boolean passes) {
        store.failWith(new Unavailable(reason, new IllegalStateException(INSIDE)));

        for (Answer answer : everything()) {
            assertThat(answer.status()).isEqualTo(status);
            assertThat(answer.type()).isEqualTo("application/problem+json");
            assertThat(answer.header("retry-after") != null).isEqualTo(passes);
            assertThat(answer.body()).doesNotContain(INSIDE, "Exception");
        }
    }

    @Test
    void whatNobodyForesawIsNoOnesBusinessButTheLogs() {
        store.failWith(new IllegalStateException(INSIDE));

        for (Answer answer : everything()) {
            assertThat(answer.status()).isEqualTo(500);
            assertThat(answer.type()).isEqualTo("application/problem+json");
            assertThat(answer.body()).doesNotContain(INSIDE, "Exception", "io.calledit");
        }
    }

    private Answer[] everything() {
        return new Answer[] {
            api.log(aCall()),
            api.add("0000000000000000", "{\"type\":\"note\",\"note\":\"x\"}"),
            api.get("/api/calls"),
            api.get("/api/calls/0000000000000000"),
            api.get("/api/ledger/proof"),
            api.get("/api/calls.csv"),
            api.importCsv("statement,due,source,criteria,steps,confidence\nIt rains.,2020-01-01T00:00:00Z,a,b,c,50\n")
        };
    }
}
