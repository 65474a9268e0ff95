package io.calledit.line;

import java.time.Clock;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.TextStyle;
import java.util.Locale;

import jakarta.enterprise.context.ApplicationScoped;

import io.calledit.planning.PlanReader;
import io.calledit.planning.Planner;
import io.calledit.planning.PredictionText;
import io.calledit.planning.UnreadablePlanException;
import io.quarkiverse.langchain4j.ChatMemoryRemover;
import io.smallrye.mutiny.Multi;
import io.vertx.core.Context;

/** Sets runs going: has the planner draft, and once more where its plan can't be read, and the run follow its words. */
@ApplicationScoped
public class Drafts {

    private static final DateTimeFormatter TO_THE_SECOND = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ssXXX");

    private final Planner planner;
    private final PlanReader plans;
    private final Clock clock;

    Drafts(Planner planner, PlanReader plans, Clock clock) {
        this.planner = planner;
        this.plans = plans;
        this.clock = clock;
    }

    /**
     * Has a plan drafted for that run, and returns at once.
     *
     * @param context on whose workers the planner is called
     */
    public void begin(Run run, Context context) {
        onWorker(context, run, () -> draft(run, context));
    }

    private void draft(Run run, Context context) {
        if (run.log().hasEnded()) {
            return; // stopped while it waited for a worker
        }
        ClientMessage.MakeCall call = run.call();
        ZonedDateTime now = clock.instant().atZone(call.zone());
        Multi<String> words = planner.plan(
                run.id(),
                TO_THE_SECOND.format(now),
                now.getDayOfWeek().getDisplayName(TextStyle.FULL, Locale.ENGLISH),
                call.zone().getId(),
                PredictionText.quote(call.prompt()),
                run.parameters());
        run.follow(
                words,
                plans,
                unreadable -> onWorker(context, run, () -> repair(run, unreadable)),
                () -> ChatMemoryRemover.remove(planner, run.id()));
    }

    private void repair(Run run, UnreadablePlanException unreadable) {
        if (!run.log().hasEnded()) {
            run.followRepair(
                    planner.repair(run.id(), PredictionText.quote(unreadable.faults()), run.parameters()), plans);
        }
    }

    /**
     * The framework may block while it prepares a call. Left on an event loop it changes threads by itself, and then asks
     * for the model's words so late that a tool can overtake them.
     */
    private static void onWorker(Context context, Run run, Runnable draft) {
        context.executeBlocking(
                        () -> {
                            draft.run();
                            return null;
                        },
                        false)
                .onFailure(run::fail);
    }
}
