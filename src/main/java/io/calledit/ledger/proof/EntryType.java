package io.calledit.ledger.proof;

import static io.calledit.ledger.proof.RefusedException.quoted;

import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.JsonNode;

/** The kinds of entry, each with the fields of its own that it must and may have. */
enum EntryType {

    LOGGED("logged", Set.of("callNumber", "plan", "confidence", "tags", "prompt", "model", "timezone", "transcript")) {
        @Override
        void check(Fields entry) throws RefusedException {
            entry.wholeNumber("callNumber");
            plan(entry.object("plan"));
            confidence(entry);
            entry.texts("tags");
            optionalText(entry, "prompt");
            optionalText(entry, "model");
            optionalText(entry, "timezone");
            if (entry.has("transcript") && hasTranscripts(entry)) {
                transcript(entry.object("transcript"));
            }
        }
    },
    CONFIDENCE("confidence", Set.of("confidence")) {
        @Override
        void check(Fields entry) throws RefusedException {
            confidence(entry);
        }
    },
    NOTE("note", Set.of("note")) {
        @Override
        void check(Fields entry) throws RefusedException {
            entry.text("note");
        }
    },
    VERDICT("verdict", Set.of("outcome", "evidence", "note")) {
        @Override
        void check(Fields entry) throws RefusedException {
            if (!OUTCOMES.contains(entry.text("outcome"))) {
                throw entry.wrong("outcome", "isn't one of came_true, did_not, cant_tell and void.");
            }
            var evidence = entry.texts("evidence");
            for (JsonNode address : evidence) {
                if (!WEB_ADDRESS.matcher(address.textValue()).lookingAt()) {
                    throw entry.wrong("evidence", "has one that isn't an http or https address.");
                }
            }
            optionalText(entry, "note");
            if (evidence.isEmpty() && !entry.has("note")) {
                throw new RefusedException("it is a verdict with neither evidence nor a note.");
            }
        }
    },
    UNDO("undo", Set.of("entry")) {
        @Override
        void check(Fields entry) throws RefusedException {
            entry.wholeNumber("entry");
        }
    },
    WITHDRAWAL("withdrawal", Set.of("note")) {
        @Override
        void check(Fields entry) throws RefusedException {
            optionalText(entry, "note");
        }
    };

    private static final Set<String> OF_EVERY_ENTRY =
            Set.of("v", "owner", "number", "at", "call", "type", "previous", "imported");
    private static final Set<String> OUTCOMES = Set.of("came_true", "did_not", "cant_tell", "void");
    private static final Set<String> REASONS = Set.of("unknown_run", "under_way", "too_long");
    private static final Pattern WEB_ADDRESS = Pattern.compile("https?://[^/]", Pattern.CASE_INSENSITIVE);

    private final String written;
    private final Set<String> fields;

    EntryType(String written, Set<String> own) {
        this.written = written;
        this.fields = new HashSet<>(own);
    }

    static EntryType of(String written) throws RefusedException {
        for (var type : values()) {
            if (type.written.equals(written)) {
                return type;
            }
        }
        throw new RefusedException("its type is " + quoted(written) + ", which this verifier doesn't know.");
    }

    /** Checks the entry's own fields; those that every entry has are the chain's business. */
    void checkFields(Fields entry) throws RefusedException {
        check(entry);
        if (entry.has("imported")) {
            var imported = entry.object("imported");
            imported.text("at");
            imported.only(Set.of("at"));
        }
        var known = new HashSet<>(OF_EVERY_ENTRY);
        known.addAll(fields);
        if (!hasTranscripts(entry)) {
            known.remove("transcript");
        }
        entry.only(known);
    }

    abstract void check(Fields entry) throws RefusedException;

    private static void plan(Fields plan) throws RefusedException {
        plan.text("prediction_statement");
        plan.moment("verification_date");
        var method = plan.object("verification_method");
        method.texts("source");
        method.texts("criteria");
        method.texts("steps");
        method.only(Set.of("source", "criteria", "steps"));
        if (!plan.text("initial_status").equals("pending")) {
            throw plan.wrong("initial_status", "isn't \"pending\".");
        }
        plan.texts("assumptions");
        plan.only(Set.of("prediction_statement", "verification_date", "verification_method", "initial_status",
                "assumptions"));
    }

    /** Whether entries of its version may have one. */
    private static boolean hasTranscripts(Fields entry) throws RefusedException {
        return entry.wholeNumber("v") >= 2;
    }

    private static void transcript(Fields transcript) throws RefusedException {
        if (transcript.has("hash")) {
            if (!ChainCheck.HASH.matcher(transcript.text("hash")).matches()) {
                throw transcript.wrong("hash", "isn't 64 digits of lower-case hexadecimal.");
            }
            transcript.only(Set.of("hash"));
        } else {
            if (!REASONS.contains(transcript.text("missing"))) {
                throw transcript.wrong("missing", "isn't one of unknown_run, under_way and too_long.");
            }
            transcript.only(Set.of("missing"));
        }
    }

    private static void confidence(Fields entry) throws RefusedException {
        long confidence = entry.wholeNumber("confidence");
        if (confidence < 1 || confidence > 99) {
            throw entry.wrong("confidence", "isn't between 1 and 99.");
        }
    }

    private static void optionalText(Fields entry, String name) throws RefusedException {
        if (entry.has(name)) {
            entry.text(name);
        }
    }
}
