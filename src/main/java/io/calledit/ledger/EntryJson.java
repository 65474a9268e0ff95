package io.calledit.ledger;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.calledit.identity.Owner;
import io.calledit.prediction.CallId;
import io.calledit.prediction.Outcome;
import io.calledit.prediction.Plan;
import io.calledit.prediction.Terms;
import io.calledit.prediction.Verdict;
import io.calledit.prediction.VerificationMethod;

/**
 * Entries as JSON. The form is written out field by field, since the hashes are of it: a change to a record's name or
 * annotation must not change what is hashed.
 */
final class EntryJson {

    /**
     * Of the form below. A reader that meets another one knows that it can't read it. Each entry has the first version
     * that can say what it says, so that verifiers that people saved go on reading what they can.
     */
    private static final int VERSION = 1;

    /** In which a logged entry may have the field {@code transcript}. */
    private static final int VERSION_WITH_TRANSCRIPT = 2;

    // Only trees go through it, so it needs no configuration and no reflection.
    private static final ObjectMapper JSON = new ObjectMapper();

    private EntryJson() {}

    static String write(
            Owner owner, long number, Instant at, CallId call, Event event, Optional<Instant> importedFrom, String previous) {
        ObjectNode entry = fields(event);
        entry.put("v", entry.has("transcript") ? VERSION_WITH_TRANSCRIPT : VERSION)
                .put("owner", owner.id())
                .put("number", number)
                .put("at", Moment.written(at))
                .put("call", call.text())
                .put("previous", previous);
        importedFrom.ifPresent(first -> entry.putObject("imported").put("at", Moment.written(first)));
        return HashChain.canonical(entry.toString());
    }

    /** What is particular to the event, its type included. */
    static ObjectNode fields(Event event) {
        ObjectNode fields = JsonNodeFactory.instance.objectNode().put("type", event.type());
        if (event instanceof Event.Logged logged) {
            fields.put("callNumber", logged.callNumber());
            terms(fields, logged.terms());
            logged.drafting().ifPresent(drafting -> drafting(fields.putObject("transcript"), drafting));
        } else if (event instanceof Event.Confidence confidence) {
            fields.put("confidence", confidence.confidence());
        } else if (event instanceof Event.Note note) {
            fields.put("note", note.note());
        } else if (event instanceof Event.Judged judged) {
            Verdict verdict = judged.verdict();
            fields.put("outcome", verdict.outcome().wireName());
            verdict.evidence().forEach(fields.putArray("evidence")::add);
            verdict.note().ifPresent(note -> fields.put("note", note));
        } else if (event instanceof Event.Undo undo) {
            fields.put("entry", undo.entry());
        } else if (event instanceof Event.Withdrawal withdrawal) {
            withdrawal.note().ifPresent(note -> fields.put("note", note));
        }
        return fields;
    }

    private static void terms(ObjectNode fields, Terms terms) {
        plan(fields.putObject("plan"), terms.plan());
        fields.put("confidence", terms.confidence());
        terms.tags().forEach(fields.putArray("tags")::add);
        terms.prompt().ifPresent(prompt -> fields.put("prompt", prompt));
        terms.model().ifPresent(model -> fields.put("model", model));
        terms.timezone().ifPresent(timezone -> fields.put("timezone", timezone));
    }

    private static void drafting(ObjectNode fields, Drafting drafting) {
        if (drafting instanceof Drafting.Kept kept) {
            fields.put("hash", kept.hash());
        } else {
            fields.put("missing", ((Drafting.NotKept) drafting).reason().wireName());
        }
    }

    static void plan(ObjectNode written, Plan plan) {
        written.put("prediction_statement", plan.statement())
                .put("verification_date", Moment.due(plan.verificationDate()));
        ObjectNode method = written.putObject("verification_method");
        plan.method().source().forEach(method.putArray("source")::add);
        plan.method().criteria().forEach(method.putArray("criteria")::add);
        plan.method().steps().forEach(method.putArray("steps")::add);
        written.put("initial_status", plan.initialStatus());
        plan.assumptions().forEach(written.putArray("assumptions")::add);
    }

    static Entry read(String body, String hash) {
        JsonNode entry;
        try {
            entry = JSON.readTree(body);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("the entry isn't JSON", e);
        }
        int version = entry.path("v").asInt();
        if (version != VERSION && version != VERSION_WITH_TRANSCRIPT) {
            throw new IllegalArgumentException("the entry has a version that isn't known");
        }
        return new Entry(
                new Owner(text(entry, "owner")),
                entry.path("number").longValue(),
                Instant.parse(text(entry, "at")),
                new CallId(text(entry, "call")),
                event(entry),
                entry.has("imported") ? Optional.of(Instant.parse(text(entry.get("imported"), "at"))) : Optional.empty(),
                text(entry, "previous"),
                body,
                hash);
    }

    private static Event event(JsonNode entry) {
        String type = text(entry, "type");
        return switch (type) {
            case Event.Logged.TYPE -> new Event.Logged(entry.path("callNumber").longValue(), terms(entry), drafting(entry));
            case Event.Confidence.TYPE -> new Event.Confidence(entry.path("confidence").intValue());
            case Event.Note.TYPE -> new Event.Note(text(entry, "note"));
            case Event.Judged.TYPE -> new Event.Judged(new Verdict(
                    Outcome.of(text(entry, "outcome")).orElseThrow(() -> new IllegalArgumentException("no such outcome")),
                    texts(entry, "evidence"),
                    optional(entry, "note")));
            case Event.Undo.TYPE -> new Event.Undo(entry.path("entry").longValue());
            case Event.Withdrawal.TYPE -> new Event.Withdrawal(optional(entry, "note"));
            default -> throw new IllegalArgumentException("an entry of an unknown type");
        };
    }

    private static Optional<Drafting> drafting(JsonNode entry) {
        if (!entry.has("transcript")) {
            return Optional.empty();
        }
        JsonNode transcript = entry.get("transcript");
        return Optional.of(transcript.has("hash")
                ? new Drafting.Kept(text(transcript, "hash"))
                : new Drafting.NotKept(Drafting.Reason.of(text(transcript, "missing"))
                        .orElseThrow(() -> new IllegalArgumentException("no such reason"))));
    }

    private static Terms terms(JsonNode entry) {
        JsonNode plan = entry.path("plan");
        JsonNode method = plan.path("verification_method");
        return new Terms(
                new Plan(
                        text(plan, "prediction_statement"),
                        OffsetDateTime.parse(text(plan, "verification_date")),
                        new VerificationMethod(texts(method, "source"), texts(method, "criteria"), texts(method, "steps")),
                        texts(plan, "assumptions")),
                entry.path("confidence").intValue(),
                texts(entry, "tags"),
                optional(entry, "prompt"),
                optional(entry, "model"),
                optional(entry, "timezone"));
    }

    private static String text(JsonNode parent, String field) {
        return optional(parent, field).orElseThrow(() -> new IllegalArgumentException(field + " is missing"));
    }

    private static Optional<String> optional(JsonNode parent, String field) {
        return Optional.ofNullable(parent.path(field).textValue());
    }

    private static List<String> texts(JsonNode parent, String field) {
        List<String> texts = new ArrayList<>();
        for (JsonNode text : parent.path(field)) {
            texts.add(text.asText());
        }
        return texts;
    }
}
