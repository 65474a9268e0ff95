package io.calledit.ledger.proof;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.calledit.ledger.proof.Finding.Broken;
import io.calledit.ledger.proof.Finding.Holds;
import io.calledit.ledger.proof.Finding.Unreadable;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class ProofPropertiesTest {

    @Property(tries = 200)
    void theChainOfAnyValidEntriesHolds(@ForAll @IntRange(max = 60) int entries, @ForAll long seed) {
        var chain = Chains.of("local", entries, seed);

        assertThat(verify(Chains.proof("local", chain).getBytes(StandardCharsets.UTF_8))).isEqualTo(new Holds(
                java.util.List.of(new Finding.Chain("local", entries, Chains.calls(chain), Chains.head(chain))),
                java.util.List.of()));
    }

    @Property(tries = 200)
    void canonicalJsonIsTheSameForAnyOrderAndSpacing(@ForAll("values") JsonNode value, @ForAll long seed) throws Exception {
        var canonical = CanonicalJson.of(value);
        var relaid = relaid(value, new Random(seed)).toString();

        assertThat(CanonicalJson.of(read(spaced(relaid, new Random(seed))))).isEqualTo(canonical);
        assertThat(CanonicalJson.of(read(new String(canonical, StandardCharsets.UTF_8)))).isEqualTo(canonical);
    }

    @Property(tries = 2_000)
    void aByteChangedInAnEntryIsFoundAndTheEntryNamed(@ForAll @IntRange(min = 1, max = 12) int entries, @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 255) int flip) throws IOException {
        var random = new Random(seed);
        var chain = Chains.of("local", entries, seed);
        var proof = Chains.proof("local", chain);
        int number = 1 + random.nextInt(entries);
        var element = chain.get(number - 1);
        int start = proof.substring(0, proof.indexOf(element.canonical())).getBytes(StandardCharsets.UTF_8).length;
        int length = element.canonical().getBytes(StandardCharsets.UTF_8).length;
        var bytes = proof.getBytes(StandardCharsets.UTF_8);
        int changed = start + random.nextInt(length);
        bytes[changed] ^= (byte) flip;

        var finding = verify(bytes);

        if (finding instanceof Broken broken) {
            assertThat(broken.entry()).hasValue(number);
        } else if (finding instanceof Unreadable unreadable) {
            assertThat(unreadable.reason()).isIn("It isn't UTF-8 text.", "It isn't JSON" + after(number),
                    "It ends too early" + after(number));
        } else {
            // \u001F for \u001f, say: another spelling of the same data.
            assertThat(new ObjectMapper().readTree(bytes)).isEqualTo(new ObjectMapper().readTree(proof));
        }
    }

    @Property(tries = 300)
    void anyBytesAtAllEndInAFinding(@ForAll @Size(max = 400) byte[] bytes, @ForAll long seed) {
        var proof = Chains.proof("local", Chains.of("local", 2, seed)).getBytes(StandardCharsets.UTF_8);
        var random = new Random(seed);
        int at = random.nextInt(proof.length);
        System.arraycopy(bytes, 0, proof, at, Math.min(bytes.length, proof.length - at));

        assertThat(verify(bytes)).isInstanceOf(Unreadable.class);
        assertThat(verify(proof)).isNotNull();
    }

    private static String after(int number) {
        return number == 1 ? "." : ", after entry " + (number - 1) + ".";
    }

    private static Finding verify(byte[] proof) {
        return ChainVerifier.verify(new ByteArrayInputStream(proof));
    }

    private static JsonNode read(String text) throws Exception {
        try (var parser = StrictJson.parser(new StringReader(text))) {
            parser.nextToken();
            return StrictJson.value(parser, 0);
        }
    }

    private static JsonNode relaid(JsonNode value, Random random) {
        if (value instanceof ObjectNode object) {
            var names = new ArrayList<String>();
            object.fieldNames().forEachRemaining(names::add);
            Collections.shuffle(names, random);
            var copy = JsonNodeFactory.instance.objectNode();
            names.forEach(name -> copy.set(name, relaid(object.get(name), random)));
            return copy;
        }
        if (value instanceof ArrayNode array) {
            var copy = JsonNodeFactory.instance.arrayNode();
            array.forEach(one -> copy.add(relaid(one, random)));
            return copy;
        }
        return value;
    }

    /** White space wherever JSON allows it: beside the punctuation that is outside of strings. */
    private static String spaced(String json, Random random) {
        var spaced = new StringBuilder();
        boolean inText = false;
        for (int i = 0; i < json.length(); i++) {
            char c = json.charAt(i);
            if (c == '"' && (i == 0 || !inText || !escaped(json, i))) {
                inText = !inText;
            }
            boolean space = !inText && "{}[],:".indexOf(c) >= 0;
            spaced.append(space ? " \n\t\r".substring(random.nextInt(4)) : "").append(c)
                    .append(space ? "\r \n".substring(random.nextInt(3)) : "");
        }
        return spaced.toString();
    }

    private static boolean escaped(String json, int quote) {
        int backslashes = 0;
        while (json.charAt(quote - 1 - backslashes) == '\\') {
            backslashes++;
        }
        return backslashes % 2 == 1;
    }

    @Provide
    Arbitrary<JsonNode> values() {
        var texts = Arbitraries.strings().excludeChars(surrogates()).ofMaxLength(12);
        Arbitrary<JsonNode> leaves = Arbitraries.oneOf(
                texts.map(JsonNodeFactory.instance::textNode),
                Arbitraries.longs().between(-(1L << 53) + 1, (1L << 53) - 1).map(JsonNodeFactory.instance::numberNode),
                Arbitraries.of(true, false).map(JsonNodeFactory.instance::booleanNode),
                Arbitraries.just(JsonNodeFactory.instance.nullNode()));
        return Arbitraries.recursive(() -> leaves, inner -> Arbitraries.oneOf(
                inner.list().ofMaxSize(4).map(list -> JsonNodeFactory.instance.arrayNode().addAll(list)),
                Arbitraries.maps(texts, inner).ofMaxSize(5).map(map -> JsonNodeFactory.instance.objectNode().setAll(map))),
                1, 4);
    }

    private static char[] surrogates() {
        var surrogates = new char[Character.MAX_SURROGATE - Character.MIN_SURROGATE + 1];
        for (int i = 0; i < surrogates.length; i++) {
            surrogates[i] = (char) (Character.MIN_SURROGATE + i);
        }
        return surrogates;
    }
}
