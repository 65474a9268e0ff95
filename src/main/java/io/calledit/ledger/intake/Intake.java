package io.calledit.ledger.intake;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;

import jakarta.enterprise.context.ApplicationScoped;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.calledit.ledger.Event;
import io.calledit.ledger.LedgerException;
import io.calledit.planning.FieldError;
import io.calledit.planning.PlanChecker;
import io.calledit.planning.UncheckablePlanException;
import io.calledit.prediction.Outcome;
import io.calledit.prediction.PlainText;
import io.calledit.prediction.Plan;
import io.calledit.prediction.Terms;
import io.calledit.prediction.Verdict;

/** The one gate between what people send, as JSON, and what the ledger takes. */
@ApplicationScoped
public class Intake {

    private static final int LONGEST_NOTE = 10_000;
    private static final int LONGEST_PROMPT = 2_000;
    private static final int LONGEST_NAME = 200;
    private static final int LONGEST_RUN_ID = 100;
    private static final int MOST_TAGS = 10;
    private static final int LONGEST_TAG = 40;
    private static final int MOST_EVIDENCE = 20;
    private static final int LONGEST_ADDRESS = 2_000;

    private static final String KINDS = "confidence, note, verdict, undo or withdrawal";
    private static final String OUTCOMES = "came_true, did_not, cant_tell or void";

    private final PlanChecker plans;

    public Intake(PlanChecker plans) {
        this.plans = plans;
    }

    /**
     * What a person commits to. Whether its date is still ahead is the ledger's question, since a request that is sent
     * again may be answered after that date.
     *
     * @throws LedgerException.Invalid with all that is wrong, a date that isn't ahead included
     */
    public NewCall call(ObjectNode sent) {
        return call(sent, true);
    }

    /**
     * What a person committed to some time ago.
     *
     * @throws LedgerException.Invalid with all that is wrong
     */
    public Terms termsOfAnyDate(ObjectNode sent) {
        return call(sent, false).terms();
    }

    private NewCall call(ObjectNode sent, boolean ahead) {
        List<FieldError> errors = new ArrayList<>();
        Fields fields = new Fields(sent, errors);
        Optional<Plan> plan = plan(sent, errors);
        int confidence = confidence(fields);
        List<String> tags = tags(fields);
        Optional<String> prompt = prompt(fields);
        Optional<String> model = fields.text("model", LONGEST_NAME);
        Optional<String> timezone = timezone(fields);
        // Any text may be the name of a draft that isn't known any more, and that must cost nobody a call.
        Optional<String> runId = fields.text("runId", LONGEST_RUN_ID);
        fields.areOnly("plan", "confidence", "tags", "prompt", "model", "timezone", "runId");
        if (!errors.isEmpty() && ahead && plan.isPresent()) {
            errors.addAll(0, planErrors(sent.get("plan")));
        }
        refuse(errors);
        return new NewCall(new Terms(plan.orElseThrow(), confidence, tags, prompt, model, timezone), runId);
    }

    /**
     * Something that happened to a call.
     *
     * @throws LedgerException.Invalid with all that is wrong
     */
    public Event event(ObjectNode sent) {
        List<FieldError> errors = new ArrayList<>();
        Fields fields = new Fields(sent, errors);
        String type = fields.neededText("type", LONGEST_NAME).orElse("");
        refuse(errors);
        Optional<Event> event = switch (type) {
            case Event.Confidence.TYPE -> {
                fields.areOnly("type", "confidence");
                int confidence = confidence(fields);
                yield ifRight(errors, () -> new Event.Confidence(confidence));
            }
            case Event.Note.TYPE -> {
                fields.areOnly("type", "note");
                Optional<String> note = fields.neededText("note", LONGEST_NOTE);
                yield ifRight(errors, () -> new Event.Note(note.orElseThrow()));
            }
            case Event.Judged.TYPE -> {
                fields.areOnly("type", "outcome", "evidence", "note");
                yield verdict(fields, errors).map(Event.Judged::new);
            }
            case Event.Undo.TYPE -> {
                fields.areOnly("type", "entry");
                OptionalLong entry = fields.neededWhole("entry");
                if (entry.isPresent() && entry.getAsLong() < 1) {
                    fields.wrong("entry", "is less than 1");
                }
                yield ifRight(errors, () -> new Event.Undo(entry.orElseThrow()));
            }
            case Event.Withdrawal.TYPE -> {
                fields.areOnly("type", "note");
                Optional<String> note = fields.text("note", LONGEST_NOTE);
                yield ifRight(errors, () -> new Event.Withdrawal(note));
            }
            default -> {
                fields.wrong("type", "is not " + KINDS);
                yield Optional.empty();
            }
        };
        refuse(errors);
        return event.orElseThrow();
    }

    /**
     * Tags as they are kept: without the space around them, in lower case, each once.
     *
     * @throws LedgerException.Invalid with all that is wrong; the fields are named {@code tag}
     */
    public String tag(String sent) {
        String tag = normal(sent);
        String trouble = tagTrouble(tag);
        if (trouble != null) {
            throw new LedgerException.Invalid(List.of(new FieldError("tag", trouble)));
        }
        return tag;
    }

    private Optional<Plan> plan(ObjectNode sent, List<FieldError> errors) {
        Fields fields = new Fields(sent, errors);
        if (!fields.has("plan")) {
            fields.wrong("plan", "is missing");
            return Optional.empty();
        }
        JsonNode plan = sent.get("plan");
        if (!plan.isObject()) {
            fields.wrong("plan", "is not an object");
            return Optional.empty();
        }
        List<FieldError> unknown = new ArrayList<>();
        new Fields(plan, unknown).areOnly(
                "prediction_statement", "verification_date", "verification_method", "initial_status", "assumptions");
        List<FieldError> unknownOfMethod = new ArrayList<>();
        new Fields(plan.path("verification_method"), unknownOfMethod).areOnly("source", "criteria", "steps");
        unknownOfMethod.forEach(error -> unknown.add(error.in("verification_method")));
        unknown.forEach(error -> errors.add(error.in("plan")));
        try {
            return Optional.of(plans.checkOfAnyDate(plan));
        } catch (UncheckablePlanException e) {
            e.errors().forEach(error -> errors.add(error.in("plan")));
            return Optional.empty();
        }
    }

    /** What is wrong with a plan that is in order but for its date. */
    private List<FieldError> planErrors(JsonNode plan) {
        try {
            plans.check(plan);
            return List.of();
        } catch (UncheckablePlanException e) {
            return e.errors().stream().map(error -> error.in("plan")).toList();
        }
    }

    private static int confidence(Fields fields) {
        OptionalLong percent = fields.neededWhole("confidence");
        if (percent.isPresent() && !Terms.isConfidence(percent.getAsLong())) {
            fields.wrong("confidence", "is not from " + Terms.LEAST_CONFIDENCE + " to " + Terms.MOST_CONFIDENCE);
        }
        return (int) percent.orElse(0);
    }

    private static List<String> tags(Fields fields) {
        List<String> tags = fields.texts("tags", LONGEST_NOTE, tag -> tagTrouble(normal(tag))).stream()
                .map(Intake::normal)
                .distinct()
                .toList();
        if (tags.size() > MOST_TAGS) {
            fields.wrong("tags", "has more than " + MOST_TAGS + " entries");
        }
        return tags;
    }

    private static String normal(String tag) {
        return tag.strip().toLowerCase(Locale.ROOT);
    }

    private static String tagTrouble(String tag) {
        if (tag.isEmpty()) {
            return "is blank";
        }
        if (tag.length() > LONGEST_TAG) {
            return "is longer than " + LONGEST_TAG + " characters";
        }
        if (tag.contains(",")) {
            return "has a comma in it";
        }
        if (!PlainText.saysSomething(tag)) {
            return "says nothing";
        }
        return tag.codePoints().anyMatch(c -> Character.isISOControl(c) || PlainText.isNoText(c))
                ? "holds a character that is not text"
                : null;
    }

    private static Optional<String> prompt(Fields fields) {
        // Code points are at most as many as characters, so nothing that fits is refused by the first limit.
        Optional<String> prompt = fields.text("prompt", 2 * LONGEST_PROMPT);
        prompt.filter(text -> text.codePointCount(0, text.length()) > LONGEST_PROMPT)
                .ifPresent(text -> fields.wrong("prompt", "is longer than " + LONGEST_PROMPT + " characters"));
        return prompt;
    }

    private static Optional<String> timezone(Fields fields) {
        Optional<String> timezone = fields.text("timezone", LONGEST_NAME);
        timezone.ifPresent(name -> {
            try {
                ZoneId.of(name);
            } catch (DateTimeException e) {
                fields.wrong("timezone", "is not a time zone’s name, such as Europe/Berlin");
            }
        });
        return timezone;
    }

    private static Optional<Verdict> verdict(Fields fields, List<FieldError> errors) {
        Optional<Outcome> outcome = fields.neededText("outcome", LONGEST_NAME).flatMap(Outcome::of);
        if (outcome.isEmpty() && errors.stream().noneMatch(error -> error.field().equals("outcome"))) {
            fields.wrong("outcome", "is not " + OUTCOMES);
        }
        List<String> evidence = evidence(fields);
        Optional<String> note = fields.text("note", LONGEST_NOTE);
        if (!fields.has("note") && evidence.isEmpty() && errors.stream().noneMatch(error -> error.field().startsWith("evidence"))) {
            fields.wrong("evidence", "is empty, and there is no note: a verdict rests on one or the other");
        }
        return ifRight(errors, () -> new Verdict(outcome.orElseThrow(), evidence, note));
    }

    private static List<String> evidence(Fields fields) {
        List<String> evidence = fields.texts("evidence", LONGEST_ADDRESS, WebAddress::trouble);
        if (evidence.size() > MOST_EVIDENCE) {
            fields.wrong("evidence", "has more than " + MOST_EVIDENCE + " entries");
        }
        return evidence;
    }

    private static <T> Optional<T> ifRight(List<FieldError> errors, Supplier<T> value) {
        return errors.isEmpty() ? Optional.of(value.get()) : Optional.empty();
    }

    private static void refuse(List<FieldError> errors) {
        if (!errors.isEmpty()) {
            throw new LedgerException.Invalid(errors);
        }
    }
}
