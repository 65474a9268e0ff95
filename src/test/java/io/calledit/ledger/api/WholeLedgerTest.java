package io.calledit.ledger.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;

import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;

import io.calledit.identity.Owner;
import io.calledit.ledger.CallStore;
import io.calledit.ledger.DelegatingCallStore;
import io.calledit.ledger.Entry;
import io.calledit.ledger.Examples;
import io.calledit.ledger.HashChain;
import io.calledit.ledger.Head;
import io.calledit.ledger.InMemoryCallStore;
import io.calledit.ledger.KeptEntry;
import io.calledit.ledger.Ledger;
import io.calledit.ledger.api.Api.Answer;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;

/** The whole ledger at once: as a proof, and as a table. */
@QuarkusTest
@TestProfile(Watched.class)
class WholeLedgerTest extends OverHttp {

    @Test
    void theProofIsTheWholeChain() throws IOException {
        String id = logged(call(PLAN.replace("Look", "Look=\\u2028\\u0041😀"), "\"confidence\":70"));
        api.add(id, "{\"type\":\"note\",\"note\":\"Wet\"}");

        Answer answer = api.get("/api/ledger/proof");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.type()).startsWith("application/json");
        assertThat(answer.header("content-disposition")).contains("calledit-proof.json");
        JsonNode proof = answer.json();
        assertThat(proof.fieldNames()).toIterable().containsExactly("format", "owner", "entries", "calls", "head", "chain");
        assertThat(proof.get("format").asText()).isEqualTo("calledit-proof-1");
        assertThat(proof.get("entries").asLong()).isEqualTo(2);
        assertThat(proof.get("calls").asLong()).isEqualTo(1);
        String previous = HashChain.GENESIS;
        for (JsonNode link : proof.get("chain")) {
            assertThat(link.get("entry").get("previous").asText()).isEqualTo(previous);
            previous = link.get("hash").asText();
            assertThat(HashChain.hash(HashChain.canonical(link.get("entry").toString()))).isEqualTo(previous);
        }
        assertThat(proof.get("head").asText()).isEqualTo(previous);
    }

    @Test
    void theProofOfAnEmptyLedgerIsOneToo() {
        assertThat(api.get("/api/ledger/proof").json().toString()).isEqualTo(
                "{\"format\":\"calledit-proof-1\",\"owner\":\"ann\",\"entries\":0,\"calls\":0,\"head\":\"" + HashChain.GENESIS
                        + "\",\"chain\":[]}");
    }

    @Test
    void whatIsWrittenMeanwhileIsNotInTheProof() {
        Ledger ledger = new Ledger(store, clock);
        fill(250);
        CallStore growing = new DelegatingCallStore(store) {
            @Override
            public List<KeptEntry> chain(Owner asking, long after, int limit) {
                ledger.log(asking, Examples.newKey(), Examples.terms("Meanwhile", "2030-01-01T00:00:00Z"));
                return super.chain(asking, after, limit);
            }
        };
        StringBuilder read = new StringBuilder();
        WholeLedger all = WholeLedger.of(new Ledger(growing, clock), Examples.ANN);

        assertThat(all.head().entries()).isEqualTo(250);
        assertThatNoException()
                .isThrownBy(() -> all.read(entries -> entries.forEach(entry -> read.append(entry.number()).append(' '))));

        assertThat(read.toString().trim().split(" ")).hasSize(250).endsWith("250");
    }

    @Test
    void aLongLedgerIsReadAStretchAtATimeAndOnlyAsFarAsTheClientListens() throws Exception {
        store.keepIn(new LongLedger(1_000_000));
        try (RawHttp connection = new RawHttp(address)) {
            connection.write("GET /api/ledger/proof HTTP/1.1\r\nHost: localhost\r\n\r\n");
            assertThat(connection.in().readNBytes(100_000)).hasSize(100_000);
        }

        // The connection is gone: once the reading stops, a second question finds the count where the first left it.
        int read = settled();

        assertThat(read).isPositive().isLessThan(1_000_000 / WholeLedger.AT_A_TIME);
    }

    /** The number of stretches that have been read once no more are. */
    private int settled() {
        int before = -1;
        int now = store.stretchesRead();
        while (now != before) {
            before = now;
            // Takes the server far longer than the reading of a stretch.
            IntStream.range(0, 20).forEach(i -> api.get("/api/unknown"));
            now = store.stretchesRead();
        }
        return now;
    }

    @Test
    void aProofThatBreaksOffIsNotTakenForAWholeOne() throws IOException {
        fill(1_000);
        store.failAfterStretches(3);

        try (RawHttp connection = new RawHttp(address)) {
            connection.write("GET /api/ledger/proof HTTP/1.1\r\nHost: localhost\r\n\r\n");
            assertThat(connection.readToTheEnd()).startsWith("HTTP/1.1 200 ").doesNotEndWith("0\r\n\r\n").doesNotContain("store broke");
        }
    }

    @Test
    void aLedgerGoesOutAsATableAndInAgain() {
        String id = logged(call(PLAN.replace("It rains", "=SUM(1)"), "\"confidence\":70,\"tags\":[\"a\"]"));
        api.add(id, "{\"type\":\"verdict\",\"outcome\":\"did_not\",\"note\":\"Dry, \\\"very\\\"\\nindeed\"}");
        Answer out = api.get("/api/calls.csv");
        assertThat(out.type()).isEqualToIgnoringCase("text/csv;charset=utf-8");
        assertThat(out.header("content-disposition")).contains("calledit-ledger.csv");
        assertThat(out.body()).contains(",'=SUM(1)");
        JsonNode before = api.get("/api/calls/" + id).json();
        owner.become(Examples.BEN);

        Answer in = api.importCsv(out.body());

        assertThat(in.status()).as(in.body()).isEqualTo(200);
        assertThat(in.body()).isEqualTo("{\"imported\":{\"calls\":1,\"entries\":2},\"skipped\":{\"calls\":0}}");
        JsonNode after = api.get("/api/calls/" + id).json();
        assertThat(after.get("plan")).isEqualTo(before.get("plan"));
        assertThat(after.get("importedFrom").asText()).isEqualTo(before.get("loggedAt").asText());
        assertThat(after.get("outcome").asText()).isEqualTo("did_not");
        assertThat(api.importCsv(out.body()).body()).isEqualTo("{\"imported\":{\"calls\":0,\"entries\":0},\"skipped\":{\"calls\":1}}");
    }

    @Test
    void aTableWithABadLineIsNotImportedByHalves() {
        Answer answer = api.importCsv("statement,due,source,criteria,steps,confidence\n"
                + "It rains.,2020-01-01T00:00:00Z,a,b,c,50\nIt snows.,never,a,b,c,500\n");

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.type()).isEqualTo("application/problem+json");
        assertThat(answer.json().get("errors")).hasSize(2);
        assertThat(answer.json().get("errors").get(0).toString())
                .isEqualTo("{\"line\":3,\"field\":\"due\",\"message\":\"is not ISO 8601 with an offset\"}");
        assertThat(head()).isEqualTo(Head.EMPTY);
    }

    private void fill(int calls) {
        Ledger ledger = new Ledger(store, clock);
        for (int i = 0; i < calls; i++) {
            ledger.log(Examples.ANN, Examples.newKey(), Examples.terms("It rains", "2030-01-01T00:00:00Z"));
        }
        assertThat(ledger.head(Examples.ANN).entries()).isEqualTo(calls);
    }

    /** A ledger that couldn't be held: it makes its entries up as they are read. */
    private static final class LongLedger extends DelegatingCallStore {

        private final long entries;
        private final KeptEntry one;

        LongLedger(long entries) {
            super(new InMemoryCallStore());
            this.entries = entries;
            CallStore small = new InMemoryCallStore();
            new Ledger(small, Clock.systemUTC())
                    .log(Examples.ANN, Examples.newKey(), Examples.terms("It rains", "2099-01-01T00:00:00Z"));
            one = small.chain(Examples.ANN, 0, 1).get(0);
        }

        @Override
        public Head head(Owner asking) {
            return new Head(entries, 1, one.hash());
        }

        @Override
        public List<KeptEntry> chain(Owner asking, long after, int limit) {
            return IntStream.rangeClosed(1, limit)
                    .mapToObj(i -> new KeptEntry(after + i, one.body(), one.hash()))
                    .toList();
        }
    }
}
