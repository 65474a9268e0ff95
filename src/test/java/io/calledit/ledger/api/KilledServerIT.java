package io.calledit.ledger.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;

import io.calledit.ledger.api.PersistentWriter.Acknowledged;
import io.calledit.ledger.proof.ChainVerifier;
import io.calledit.ledger.proof.Finding;
import io.calledit.ledger.sqlite.SqliteFile;
import io.calledit.packaged.PackagedService;

/** The packaged service as its machine's power button knows it. */
class KilledServerIT {

    private static final int KILLS = 20;
    private static final int WRITERS = 4;
    private static final int MOST_ANSWERS_BEFORE = 60;
    private static final int MOST_MICROS_AFTER = 10_000;
    /** Each run of the command takes as long as a start of the service. */
    private static final int KILLS_PER_LOOK_AT_THE_FILE = 7;
    private static final int LONGEST_WAIT_SECONDS = 60;

    private final Path folder = Path.of("target", "killed-server").toAbsolutePath();
    private final Path file = folder.resolve("ledger").resolve(SqliteFile.NAME);
    private final List<PersistentWriter> writers =
            IntStream.range(0, WRITERS).mapToObj(writer -> new PersistentWriter("w" + writer)).toList();
    private int lostAnswers;

    @BeforeEach
    void begin() throws IOException {
        // It is left there for whoever wants to look into what went wrong.
        if (Files.exists(folder)) {
            try (Stream<Path> left = Files.walk(folder)) {
                for (Path each : left.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(each);
                }
            }
        }
        Files.createDirectories(folder);
    }

    @Test
    void whatWasAnsweredForOutlivesTheServiceAndWhatWasNotIsDoneOnceWhenAskedAgain() throws Exception {
        long seed = Long.getLong("calledit.seed", new Random().nextLong());
        System.out.println("The service is killed at moments of the seed -Dcalledit.seed=" + seed);
        Random random = new Random(seed);
        for (int kill = 1; kill <= KILLS; kill++) {
            try (PackagedService service = PackagedService.start(file.getParent())) {
                Api api = new Api(service.address());
                resume(api);
                killAmidWrites(service, api, random);
            }
            if (kill % KILLS_PER_LOOK_AT_THE_FILE == 0) {
                assertHolds(file);
            }
        }

        String proof;
        try (PackagedService service = PackagedService.start(file.getParent())) {
            proof = resume(new Api(service.address()));
            service.stop();
        }
        Map<Long, String> acknowledged = acknowledged();
        assertHolds(file, "--receipt", acknowledged.size() + ":" + acknowledged.get((long) acknowledged.size()));
        assertHolds(Files.writeString(folder.resolve("proof.json"), proof));
        assertAChangedByteIsFound(random, acknowledged.size());
        System.out.println(acknowledged.size() + " entries outlived " + KILLS + " kills, " + lostAnswers
                + " of them written and not yet answered for");
    }

    private void killAmidWrites(PackagedService service, Api api, Random random) throws Exception {
        Semaphore answers = new Semaphore(0);
        List<CompletableFuture<Void>> ends = new ArrayList<>();
        for (PersistentWriter writer : writers) {
            ends.add(CompletableFuture.runAsync(
                    () -> writer.writeUntilNobodyAnswers(api, answers::release), task -> new Thread(task).start()));
        }
        boolean enough = answers.tryAcquire(1 + random.nextInt(MOST_ANSWERS_BEFORE), LONGEST_WAIT_SECONDS, TimeUnit.SECONDS);
        service.kill(random.nextInt(MOST_MICROS_AFTER));
        for (CompletableFuture<Void> end : ends) {
            end.get(LONGEST_WAIT_SECONDS, TimeUnit.SECONDS);
        }
        assertThat(enough).as("it was written").isTrue();
    }

    /**
     * Expects all that was acknowledged, and beyond that nothing but what was asked for and not answered; and asks for that
     * again.
     *
     * @return the proof, when nothing is left unanswered
     */
    private String resume(Api api) {
        Map<Long, JsonNode> beyond = entries(proof(api));
        Map<Long, String> acknowledged = acknowledged();
        acknowledged.forEach((number, hash) -> {
            JsonNode kept = beyond.remove(number);
            assertThat(kept).as("entry %d", number).isNotNull();
            assertThat(kept.get("hash").asText()).as("entry %d", number).isEqualTo(hash);
        });
        int made = 0;
        for (PersistentWriter writer : writers) {
            List<JsonNode> waitedFor =
                    beyond.values().stream().filter(each -> writer.waitsFor(each.get("entry"))).toList();
            assertThat(waitedFor).as("made by one request").hasSizeLessThanOrEqualTo(1);
            made += waitedFor.size();
            writer.sendAgain(api, waitedFor.stream()
                    .map(each -> new Acknowledged(each.at("/entry/number").asLong(), each.get("hash").asText()))
                    .findFirst()
                    .orElse(null));
        }
        assertThat(beyond).as("entries that were written and not answered for").hasSize(made);
        lostAnswers += made;

        String proof = proof(api);
        Map<Long, String> kept = new HashMap<>();
        entries(proof).forEach((number, each) -> kept.put(number, each.get("hash").asText()));
        assertThat(kept).isEqualTo(acknowledged());
        return proof;
    }

    private Map<Long, String> acknowledged() {
        Map<Long, String> all = new HashMap<>();
        for (PersistentWriter writer : writers) {
            for (Acknowledged each : writer.acknowledged()) {
                assertThat(all.put(each.number(), each.hash())).as("entry %d, twice", each.number()).isNull();
            }
        }
        return all;
    }

    private static String proof(Api api) {
        Api.Answer answer = api.get("/api/ledger/proof");
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(ChainVerifier.verify(new ByteArrayInputStream(answer.body().getBytes(StandardCharsets.UTF_8))))
                .isInstanceOf(Finding.Holds.class);
        return answer.body();
    }

    private static Map<Long, JsonNode> entries(String proof) {
        Map<Long, JsonNode> entries = new HashMap<>();
        Api.parsed(proof).get("chain").forEach(each -> entries.put(each.at("/entry/number").asLong(), each));
        return entries;
    }

    private static void assertHolds(Path file, String... more) throws Exception {
        PackagedService.Ran ran = PackagedService.run(
                Stream.concat(Stream.of("verify", file.toString()), Stream.of(more)).toArray(String[]::new));
        assertThat(ran.exit()).as(ran.said()).isZero();
        assertThat(ran.said()).contains("The chain holds: ");
    }

    private void assertAChangedByteIsFound(Random random, int entries) throws Exception {
        Path copy = Files.copy(file, folder.resolve("copy.db"));
        assertThat(Path.of(file + "-wal")).as("all that was written is in the file").doesNotExist();
        int number = 1 + random.nextInt(entries);
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + copy)) {
            byte[] body;
            try (PreparedStatement select = connection.prepareStatement("SELECT body FROM entries WHERE number = ?")) {
                select.setInt(1, number);
                try (ResultSet row = select.executeQuery()) {
                    body = row.getBytes(1);
                }
            }
            body[random.nextInt(body.length)] ^= 1;
            try (PreparedStatement update =
                    connection.prepareStatement("UPDATE entries SET body = CAST(? AS TEXT) WHERE number = ?")) {
                update.setBytes(1, body);
                update.setInt(2, number);
                assertThat(update.executeUpdate()).isEqualTo(1);
            }
        }

        PackagedService.Ran ran = PackagedService.run("verify", copy.toString());

        assertThat(ran.exit()).as(ran.said()).isEqualTo(1);
        assertThat(ran.said()).contains("The chain is broken at entry " + number + ":");
    }
}
