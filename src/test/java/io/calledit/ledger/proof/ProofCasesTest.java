package io.calledit.ledger.proof;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The cases that the page's verifier is held to as well: the same findings, in the same words. */
class ProofCasesTest {

    private static final Path FOLDER = Path.of("src/test/resources/proof");

    static Stream<JsonNode> cases() throws IOException {
        return new ObjectMapper().readTree(FOLDER.resolve("cases.json").toFile()).valueStream();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void theFindingIsTheOneInTheIndex(JsonNode expected) throws IOException {
        var receipt = expected.has("receipt") ? Receipt.read(expected.get("receipt").asText()).orElseThrow() : null;
        try (var proof = Files.newInputStream(FOLDER.resolve(expected.get("file").asText()))) {
            assertThat(ChainVerifier.verify(proof, receipt)).isEqualTo(finding(expected));
        }
    }

    @Test
    void everyFileIsInTheIndex() throws IOException {
        var indexed = cases().map(one -> one.get("file").asText()).distinct().toList();
        try (var files = Files.list(FOLDER)) {
            assertThat(files.map(file -> file.getFileName().toString()).filter(name -> !name.equals("cases.json")))
                    .containsExactlyInAnyOrderElementsOf(indexed);
        }
    }

    private static Finding finding(JsonNode expected) {
        return switch (expected.get("finding").asText()) {
            case "holds" -> new Finding.Holds(
                    List.of(new Finding.Chain(expected.get("owner").asText(), expected.get("entries").asLong(),
                            expected.get("calls").asLong(), expected.get("head").asText())),
                    expected.get("remarks").valueStream().map(JsonNode::asText).toList());
            case "broken" -> new Finding.Broken(
                    expected.has("entry") ? OptionalLong.of(expected.get("entry").asLong()) : OptionalLong.empty(),
                    expected.get("reason").asText());
            default -> new Finding.Unreadable(expected.get("reason").asText());
        };
    }
}
