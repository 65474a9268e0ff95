package io.calledit.ledger.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VerifyCommandTest {

    private static final List<Chains.Sealed> CHAIN = Chains.of("local", 6, 3);

    @TempDir
    Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void aChainThatHoldsEndsWithZeroAndTellsItsHead() throws Exception {
        assertThat(run(proof(CHAIN))).isZero();

        assertThat(out()).contains("The chain holds: 6 entries", "Its head is 6:" + Chains.head(CHAIN));
        assertThat(err()).isEmpty();
    }

    @Test
    void oneEntryIsCountedAsOne() throws Exception {
        assertThat(run(proof(CHAIN.subList(0, 1)))).isZero();

        assertThat(out()).contains("The chain holds: 1 entry, 1 call, the ledger of \"local\".");
    }

    @Test
    void theHeadIsAReceiptForLater() throws Exception {
        var head = "6:" + Chains.head(CHAIN);

        assertThat(run(proof(CHAIN), "--receipt", head)).isZero();
        assertThat(out()).contains("Entry 6 is the one on the receipt.");

        assertThat(run("--receipt", head, proof(CHAIN.subList(0, 5)))).isEqualTo(1);
        assertThat(out()).contains("The chain is broken at entry 6: it is on the receipt and missing here: the last one is 5.");
    }

    @Test
    void aDatabaseIsKnownByItsContentWhateverItsName() throws Exception {
        var file = folder.resolve("copy.json");
        Databases.write(file, Databases.Shape.ROWS, Map.of("local", CHAIN));

        assertThat(run(file.toString())).isZero();
        assertThat(out()).contains("The chain holds: 6 entries");

        Databases.change(file, "UPDATE entries SET body = replace(body, 'local', 'vocal') WHERE number = 2");
        assertThat(run(file.toString())).isEqualTo(1);
        assertThat(out()).contains("The chain is broken at entry 2: ");
    }

    @Test
    void whatCanNotBeReadEndsWithTwoAndASentence() throws Exception {
        var file = Files.writeString(folder.resolve("notes.txt"), "call 17 of 23");

        assertThat(run(file.toString())).isEqualTo(2);
        assertThat(err()).isEqualToIgnoringNewLines(file + ": It isn't JSON.");
        assertThat(run(folder.resolve("none").toString())).isEqualTo(2);
        assertThat(run(folder.toString())).isEqualTo(2);
        assertThat(run("\0")).isEqualTo(2);
        assertThat(out()).isEmpty();
        assertThat(err()).doesNotContain("Exception");
    }

    @Test
    void wrongArgumentsEndWithTwoAndTheUsage() throws Exception {
        for (var arguments : List.of(List.<String>of(), List.of("--fast", "a"), List.of("a", "b"), List.of("a", "--receipt"),
                List.of("a", "--receipt", "17:9f86"))) {
            err.reset();
            assertThat(run(arguments.toArray(String[]::new))).as("%s", arguments).isEqualTo(2);
            assertThat(err()).contains("Usage: verify FILE");
        }
    }

    private String proof(List<Chains.Sealed> chain) throws Exception {
        return Files.writeString(folder.resolve("proof.json"), Chains.proof("local", chain)).toString();
    }

    private int run(String... arguments) {
        return new VerifyCommand(new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8)).run(List.of(arguments));
    }

    private String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private String err() {
        return err.toString(StandardCharsets.UTF_8);
    }
}
