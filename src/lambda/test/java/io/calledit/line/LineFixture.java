package io.calledit.line;

import java.util.List;
import java.util.function.Consumer;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;

import io.calledit.model.ModelSession;
import io.calledit.planning.PlanReader;
import io.calledit.planning.UnreadablePlanException;
import io.smallrye.mutiny.Multi;
import io.vertx.core.Vertx;

/** The line without a service around it, for the tests of its other door. */
public final class LineFixture {

    public static final ObjectMapper JSON = new ObjectMapper()
            .findAndRegisterModules()
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS);

    private static final Consumer<UnreadablePlanException> NO_REPAIR = unreadable -> {};

    private LineFixture() {}

    /** @param settings keys and values in turn */
    public static LineConfig config(String... settings) {
        return LineConfigFixture.with(settings);
    }

    public static FrameWriter frames() {
        return new FrameWriter(JSON);
    }

    public static MessageReader messages(LineConfig config) {
        return new MessageReader(JSON, config);
    }

    public static Runs runs(LineConfig config, Vertx vertx) {
        return new Runs(config, vertx, LineMetersFixture.unseen(), frames());
    }

    /** Has a run follow those words as if a model said them. */
    public static void follow(Run run, Multi<String> words, PlanReader plans) {
        run.follow(words, plans, NO_REPAIR, () -> {});
    }

    /** Whether a run's model has been told to end. */
    public static boolean modelIsStopped(Run run) {
        return run.parameters().<ModelSession>get(ModelSession.KEY).isCancelled();
    }

    /** A plan as a model would write it, in tokens. */
    public static List<String> plan(String statement) {
        return List.of(ModelPlans.tokens(ModelPlans.about(statement)));
    }
}
