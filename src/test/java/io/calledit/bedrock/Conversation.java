package io.calledit.bedrock;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;

/** The rules by which Bedrock turns a conversation away, so that a test can't pass with one that it would refuse. */
final class Conversation {

    private Conversation() {
    }

    /** What is wrong with the request's messages, or nothing. */
    static Optional<String> flaw(JsonNode body) {
        var messages = body.path("messages");
        if (messages.isEmpty()) {
            return Optional.of("A conversation must have messages.");
        }
        var expected = "user";
        Set<String> awaited = Set.of();
        for (var message : messages) {
            if (!message.path("role").asText().equals(expected)) {
                return Optional.of("A conversation must start with a user message and alternate roles.");
            }
            var uses = new HashSet<String>();
            var results = new HashSet<String>();
            for (var block : message.path("content")) {
                if (block.has("text") && block.get("text").asText().isBlank()) {
                    return Optional.of("The text field in a ContentBlock is blank.");
                }
                if (block.has("toolUse")) {
                    uses.add(block.path("toolUse").path("toolUseId").asText());
                }
                if (block.has("toolResult")) {
                    results.add(block.path("toolResult").path("toolUseId").asText());
                }
            }
            if (message.path("content").isEmpty()) {
                return Optional.of("A message must have content.");
            }
            if (!results.equals(awaited)) {
                return Optional.of("Expected toolResult blocks for " + awaited + " and got " + results + ".");
            }
            if (!uses.isEmpty() && body.path("toolConfig").path("tools").isEmpty()) {
                return Optional.of("toolConfig must be given where toolUse and toolResult blocks are.");
            }
            awaited = uses;
            expected = expected.equals("user") ? "assistant" : "user";
        }
        return expected.equals("assistant") ? Optional.empty()
                : Optional.of("A conversation must end with a user message.");
    }
}
