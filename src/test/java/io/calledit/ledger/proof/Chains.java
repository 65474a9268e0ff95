package io.calledit.ledger.proof;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Valid chains of any length, sealed by means of the JDK and Jackson alone. */
final class Chains {

    /** One sealed entry: what it says, its canonical text and its hash. */
    record Sealed(ObjectNode entry, String canonical, String hash) {
    }

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Instant START = Instant.parse("2026-11-22T17:18:35.123Z");
    private static final List<String> WORDS = List.of("Bitcoin", "“quoted”", "naïve", "雨", "🚀", "a\\b", "tab\there", "\u0001",
            "\u2028", "<b>", "\uE000", "\uFFFD", "1e5", "/", "ß");

    private final Random random;
    private final String owner;
    private final List<Sealed> sealed = new ArrayList<>();
    private final List<Call> calls = new ArrayList<>();
    private String head = "0".repeat(64);

    private Chains(Random random, String owner) {
        this.random = random;
        this.owner = owner;
    }

    private static final class Call {
        private final String id;
        private long verdict;
        private boolean withdrawn;

        private Call(String id) {
            this.id = id;
        }
    }

    /** A chain of so many entries, as the random numbers have it. */
    static List<Sealed> of(String owner, int entries, long seed) {
        var chain = new Chains(new Random(seed), owner);
        for (int i = 0; i < entries; i++) {
            chain.append();
        }
        return chain.sealed;
    }

    /** The proof of a chain, in the form in which the service gives it. */
    static String proof(String owner, List<Sealed> chain) {
        var text = new StringBuilder();
        proof(owner, chain, text);
        return text.toString();
    }

    private static void proof(String owner, List<Sealed> chain, StringBuilder text) {
        text.append("{\"format\":\"calledit-proof-1\",\"owner\":\"").append(owner)
                .append("\",\"entries\":").append(chain.size())
                .append(",\"calls\":").append(calls(chain))
                .append(",\"head\":\"").append(head(chain)).append("\",\"chain\":[");
        for (int i = 0; i < chain.size(); i++) {
            text.append(i == 0 ? "" : ",").append("{\"entry\":").append(chain.get(i).canonical())
                    .append(",\"hash\":\"").append(chain.get(i).hash()).append("\"}");
        }
        text.append("]}");
    }

    static long calls(List<Sealed> chain) {
        return chain.stream().filter(one -> one.entry().get("type").asText().equals("logged")).count();
    }

    static String head(List<Sealed> chain) {
        return chain.isEmpty() ? "0".repeat(64) : chain.get(chain.size() - 1).hash();
    }

    private void append() {
        var entry = JSON.createObjectNode().put("v", 1).put("owner", owner).put("number", sealed.size() + 1)
                .put("at", START.plus(sealed.size(), ChronoUnit.SECONDS).toString()).put("previous", head);
        if (calls.isEmpty() || random.nextInt(3) == 0) {
            log(entry);
        } else {
            goOn(entry, calls.get(random.nextInt(calls.size())));
        }
        // The fields' names are ASCII and the numbers whole, so that sorting is all that RFC 8785 asks for here.
        var canonical = canonical(entry);
        head = CanonicalJson.sha256(canonical.getBytes(StandardCharsets.UTF_8));
        sealed.add(new Sealed(entry, canonical, head));
    }

    private void log(ObjectNode entry) {
        var id = new StringBuilder();
        while (id.length() < 16) {
            id.append("0123456789abcdefghjkmnpqrstvwxyz".charAt(random.nextInt(32)));
        }
        var call = new Call(id.toString());
        calls.add(call);
        entry.put("call", call.id).put("type", "logged").put("callNumber", calls.size())
                .put("confidence", 1 + random.nextInt(99));
        entry.putArray("tags").add("tag").add(words());
        var plan = entry.putObject("plan").put("prediction_statement", words())
                .put("verification_date", "2099-12-31T23:59:59-05:00").put("initial_status", "pending");
        plan.putArray("assumptions");
        var method = plan.putObject("verification_method");
        List.of("source", "criteria", "steps").forEach(list -> method.putArray(list).add(words()).add(words()));
        if (random.nextBoolean()) {
            entry.put("prompt", words()).put("model", "rules").put("timezone", "Europe/Berlin");
        }
    }

    private void goOn(ObjectNode entry, Call call) {
        entry.put("call", call.id);
        int choice = random.nextInt(4);
        if (choice == 0 && call.verdict != 0) {
            entry.put("type", "undo").put("entry", call.verdict);
            call.verdict = 0;
        } else if (choice == 0 && !call.withdrawn) {
            entry.put("type", "verdict").put("outcome", "came_true").putArray("evidence").add("https://example.org/?q=ö");
            call.verdict = sealed.size() + 1L;
        } else if (choice == 1 && call.verdict == 0 && !call.withdrawn) {
            entry.put("type", "confidence").put("confidence", 1 + random.nextInt(99));
        } else if (choice == 2 && call.verdict == 0 && !call.withdrawn && random.nextInt(4) == 0) {
            entry.put("type", "withdrawal");
            call.withdrawn = true;
        } else {
            entry.put("type", "note").put("note", words());
        }
    }

    private String words() {
        var words = new StringBuilder();
        for (int i = random.nextInt(6); i >= 0; i--) {
            words.append(WORDS.get(random.nextInt(WORDS.size()))).append(i == 0 ? "" : " ");
        }
        return words.toString();
    }

    private static String canonical(ObjectNode entry) {
        try {
            var sorted = JSON.treeToValue(entry, Object.class);
            return JSON.writer().with(com.fasterxml.jackson.databind.SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
                    .writeValueAsString(sorted);
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
