package io.calledit.line;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.ref.WeakReference;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.ObjectMapper;

import io.calledit.identity.Owner;
import io.calledit.model.ModelFailure;
import io.calledit.model.ModelSession;
import io.calledit.planning.PlanReader;
import io.calledit.planning.PlanReaderFixture;
import io.calledit.planning.UnreadablePlanException;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.helpers.test.AssertSubscriber;
import io.vertx.core.Vertx;

class RunsTest {

    private static final Vertx VERTX = Vertx.vertx();
    private static final Optional<UUID> NO_REQUEST = Optional.empty();
    private static final Owner OWNER = new Owner("somebody");

    private static final Consumer<UnreadablePlanException> NO_REPAIR = unreadable -> {};

    private final List<Run> started = new ArrayList<>();

    @AfterAll
    static void closeVertx() throws Exception {
        VERTX.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    @Test
    void theSameRequestAttachesToTheSameRunWhichStartsOnce() {
        Runs runs = runs();
        Optional<UUID> request = Optional.of(UUID.randomUUID());

        Run first = runs.open(calling(request), OWNER, "a", started::add);
        Run again = runs.open(calling(request), OWNER, "b", started::add);

        assertThat(again).isSameAs(first);
        assertThat(started).containsExactly(first);
    }

    @Test
    void aRequestThatCameBeforeWithAnotherPredictionOrTimeZoneIsRefusedInWords() {
        Runs runs = runs();
        Optional<UUID> request = Optional.of(UUID.randomUUID());
        Run first = runs.open(new ClientMessage.MakeCall("It rains", ZoneOffset.UTC, request), OWNER, "a", started::add);

        for (ClientMessage.MakeCall other : List.of(
                new ClientMessage.MakeCall("It snows", ZoneOffset.UTC, request),
                new ClientMessage.MakeCall("It rains", ZoneOffset.ofHours(2), request))) {
            assertThat(runs.isReading(other, OWNER, "a")).isFalse(); // or nobody would say anything
            assertThatThrownBy(() -> runs.open(other, OWNER, "a", started::add))
                    .isInstanceOfSatisfying(RefusedException.class, refused -> {
                        assertThat(refused.problem().code()).isEqualTo(ErrorCode.BAD_MESSAGE);
                        assertThat(refused.problem().message()).contains("requestId");
                    });
        }
        assertThat(started).containsExactly(first);
        assertThat(runs.isReading(first.call(), OWNER, "a")).isTrue();
    }

    @Test
    void whoseRunItIsNotFindsNoneAndAttachesToNone() {
        Runs runs = runs();
        Optional<UUID> request = Optional.of(UUID.randomUUID());
        Run run = runs.open(calling(request), OWNER, "a", started::add);
        Owner other = new Owner("somebody-else");

        assertThatThrownBy(() -> runs.resume(run.id(), 0, other, "b"))
                .isInstanceOfSatisfying(RefusedException.class, refused -> assertThat(refused.problem().code())
                        .isEqualTo(ErrorCode.UNKNOWN_RUN));
        assertThat(runs.open(calling(request), other, "b", started::add)).isNotSameAs(run);
    }

    @Test
    void aConnectionMayHaveThreeRunsUnderWayAndNotFour() {
        Runs runs = runs();
        Run first = runs.open(calling(NO_REQUEST), OWNER, "a", started::add);
        runs.open(calling(NO_REQUEST), OWNER, "a", started::add);
        runs.open(calling(NO_REQUEST), OWNER, "a", started::add);

        assertThatThrownBy(() -> runs.open(calling(NO_REQUEST), OWNER, "a", started::add))
                .isInstanceOfSatisfying(RefusedException.class, refused -> assertThat(refused.problem().code())
                        .isEqualTo(ErrorCode.TOO_MANY_RUNS));
        runs.open(calling(NO_REQUEST), OWNER, "b", started::add);
        first.stop();
        runs.open(calling(NO_REQUEST), OWNER, "a", started::add);
        assertThat(started).hasSize(5);
    }

    @Test
    void oneConnectionReadsNoMoreDraftsAtOnceThanItMay() {
        Runs runs = runs("calledit.line.readers-per-connection", "2");
        List<Run> others = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            others.add(runs.open(calling(NO_REQUEST), OWNER, "other", started::add));
        }
        AssertSubscriber<Frame.OfRun> first = readAs("a", runs.resume(others.get(0).id(), 0, OWNER, "a"));
        readAs("a", runs.resume(others.get(1).id(), 0, OWNER, "a"));

        assertThatThrownBy(() -> runs.resume(others.get(2).id(), 0, OWNER, "a"))
                .isInstanceOfSatisfying(RefusedException.class, refused -> assertThat(refused.problem().code())
                        .isEqualTo(ErrorCode.TOO_MANY_RUNS));
        runs.resume(others.get(1).id(), 0, OWNER, "a"); // the one that it reads already
        others.get(0).stop();
        first.awaitCompletion(Duration.ofSeconds(30));
        runs.resume(others.get(2).id(), 0, OWNER, "a");
    }

    @Test
    void theOldestLogsAreForgottenWhenThereIsNoMoreRoomForThem() {
        Run alike = runs().open(calling(NO_REQUEST), OWNER, "a", started::add);
        alike.stop();
        Runs runs = runs("calledit.line.keep-size", String.valueOf(2 * alike.weight()));
        UUID request = UUID.randomUUID();
        Run oldest = runs.open(calling(Optional.of(request)), OWNER, "a", started::add);
        Run newer = runs.open(calling(NO_REQUEST), OWNER, "a", started::add);
        Run newest = runs.open(calling(NO_REQUEST), OWNER, "a", started::add);
        oldest.stop();
        newer.stop();
        assertThat(runs.find(oldest.id(), OWNER)).isSameAs(oldest);

        newest.stop();

        assertThat(isUnknown(runs, oldest.id())).isTrue();
        assertThat(runs.find(newer.id(), OWNER)).isSameAs(newer);
        assertThat(runs.find(newest.id(), OWNER)).isSameAs(newest);
        assertThat(runs.open(calling(Optional.of(request)), OWNER, "a", started::add)).isNotSameAs(oldest);
    }

    @Test
    void nothingIsLeftOfARunThatHasEndedAndWasKeptForItsTime() {
        Runs runs = runs("calledit.line.keep", "20ms", "calledit.line.runs-per-minute", "0", "calledit.line.grace", "20ms");
        Optional<UUID> request = Optional.of(UUID.randomUUID());
        Run stopped = runs.open(calling(request), OWNER, "a", started::add);
        runs.open(calling(NO_REQUEST), OWNER, "a", started::add);
        runs.open(calling(request), OWNER, "b", started::add);
        assertThat(runs.isEmpty()).isFalse();

        stopped.stop();
        runs.disconnected("a");

        assertThat(eventually(runs::isEmpty)).succeedsWithin(Duration.ofSeconds(30));
        assertThat(runs.underWay()).isZero();
    }

    @Test
    void aRequestThatAttachesCostsNothingAndNeitherDoesOneThatIsRefused() {
        Runs runs = runs("calledit.line.runs-per-minute", "2", "calledit.line.runs-per-connection", "1");
        Optional<UUID> request = Optional.of(UUID.randomUUID());
        runs.open(calling(request), OWNER, "a", started::add);
        for (int i = 0; i < 5; i++) {
            runs.open(calling(request), OWNER, "b", started::add);
            assertThatThrownBy(() -> runs.open(calling(NO_REQUEST), OWNER, "a", started::add))
                    .isInstanceOf(RefusedException.class);
        }

        runs.open(calling(NO_REQUEST), OWNER, "c", started::add);
        assertThatThrownBy(() -> runs.open(calling(NO_REQUEST), OWNER, "d", started::add))
                .isInstanceOfSatisfying(RefusedException.class, refused -> assertThat(refused.problem().code())
                        .isEqualTo(ErrorCode.RATE_LIMITED));
    }

    @Test
    void aNodeThatClosesEndsWhatIsStillUnderWayInAnErrorThatInvitesToTryAgain() {
        Runs runs = runs();
        Run run = runs.open(calling(NO_REQUEST), OWNER, "a", started::add);
        CompletableFuture<Void> over = runs.close();
        assertThat(over).isNotDone();

        runs.endAll(Problem.of(ErrorCode.SHUTTING_DOWN, "Stopping."));

        assertThat(over).isCompleted();
        assertThat(codeOf(lastOf(run))).isEqualTo(ErrorCode.SHUTTING_DOWN);
        assertThat(runs.underWay()).isZero();
    }

    @Test
    void asManyRunsAsBedrockHasStreamsAreTakenUnlessSetOtherwise() {
        assertThat(LineConfigFixture.with().runsOnNode()).isEqualTo(500);
        assertThat(LineConfigFixture.with("calledit.bedrock.client.connection-pool-size", "40").runsOnNode()).isEqualTo(40);
        assertThat(LineConfigFixture.with("calledit.line.runs-on-node", "7").runsOnNode()).isEqualTo(7);
    }

    @Test
    void aRunThatNobodyReadsAnyMoreIsStoppedAfterItsGrace() {
        Runs runs = runs("calledit.line.grace", "20ms");
        Run run = runs.open(calling(NO_REQUEST), OWNER, "a", started::add);

        runs.disconnected("a");

        assertThat(lastOf(run)).isInstanceOf(Frame.Stopped.class);
        assertThat(eventually(() -> sessionOf(run).isCancelled())).succeedsWithin(Duration.ofSeconds(30));
    }

    @Test
    void aRunThatSomebodyElseReadsGoesOn() {
        Runs runs = runs("calledit.line.grace", "1ms");
        Run kept = runs.open(calling(NO_REQUEST), OWNER, "a", started::add);
        runs.resume(kept.id(), 0, OWNER, "b");
        Run left = runs.open(calling(NO_REQUEST), OWNER, "a", started::add);

        runs.disconnected("a");

        assertThat(lastOf(left)).isInstanceOf(Frame.Stopped.class); // so the grace is over for both
        assertThat(kept.log().hasEnded()).isFalse();
    }

    @Test
    void aModelThatNeverAnswersEndsInATimeout() {
        Run run = runs("calledit.line.deadline.first", "20ms").open(calling(NO_REQUEST), OWNER, "a", started::add);

        assertThat(codeOf(lastOf(run))).isEqualTo(ErrorCode.MODEL_TIMEOUT);
        assertThat(eventually(() -> sessionOf(run).isCancelled())).succeedsWithin(Duration.ofSeconds(30));
    }

    @Test
    void aModelThatFallsSilentEndsInATimeout() {
        Run run = runs("calledit.line.deadline.between", "20ms")
                .open(calling(NO_REQUEST), OWNER, "a", opened -> opened.started("1", "current_time", "{}"));

        assertThat(codeOf(lastOf(run))).isEqualTo(ErrorCode.MODEL_TIMEOUT);
    }

    @Test
    void aModelThatNeverComesToAnEndEndsInATimeout() {
        Run run = runs("calledit.line.deadline.whole", "20ms").open(calling(NO_REQUEST), OWNER, "a", started::add);

        assertThat(codeOf(lastOf(run))).isEqualTo(ErrorCode.MODEL_TIMEOUT);
    }

    @Test
    void theTokensOfAModelThatWasHeardAreCancelledWithItsRun() {
        Run run = runs().open(calling(NO_REQUEST), OWNER, "a", started::add);
        CompletableFuture<Void> cancelled = new CompletableFuture<>();
        Multi<String> words = Multi.createBy().concatenating().streams(
                Multi.createFrom().item("{"),
                Multi.createFrom().<String>nothing().onCancellation().invoke(() -> cancelled.complete(null)));

        run.follow(words, PlanReaderFixture.at(Clock.systemUTC()), NO_REPAIR, () -> {});
        run.stop();

        assertThat(cancelled).isCompleted();
    }

    @Test
    void aRunThatCannotBeStartedEndsAtOnce() {
        Run run = runs().open(calling(NO_REQUEST), OWNER, "a", opened -> {
            throw new IllegalStateException("no planner");
        });

        assertThat(codeOf(lastOf(run))).isEqualTo(ErrorCode.INTERNAL);
    }

    @Test
    void aDraftIsNotResumedAfterAFrameThatItDoesNotHave() {
        Runs runs = runs();
        Run run = runs.open(calling(NO_REQUEST), OWNER, "a", started::add);

        assertThatThrownBy(() -> runs.resume(run.id(), 2, OWNER, "b"))
                .isInstanceOfSatisfying(RefusedException.class, refused -> assertThat(refused.problem().code())
                        .isEqualTo(ErrorCode.BAD_MESSAGE));
        assertThat(runs.resume(run.id(), 1, OWNER, "b")).isSameAs(run);
    }

    @Test
    void aReaderWhoComesBackAndLeavesAgainGetsItsGraceAnew() {
        Runs runs = runs("calledit.line.grace", "1h");
        Run run = runs.open(calling(NO_REQUEST), OWNER, "a", started::add);

        assertThat(run.unreadFor()).isZero();
        assertThat(run.leftBy("a")).isTrue();
        Duration first = run.unreadFor();
        run.joinedBy("b");
        assertThat(run.unreadFor()).isZero();
        assertThat(run.leftBy("b")).isTrue();
        assertThat(first).isPositive();
        assertThat(run.unreadFor()).isLessThan(Duration.ofMinutes(1));
    }

    @Test
    void whatAModelWritesToItsToolsCountsToo() {
        Run run = runs("calledit.line.max-run-text", "10").open(calling(NO_REQUEST), OWNER, "a", started::add);

        run.started("1", "current_time", "{\"timezone\":\"Europe/Paris\"}");

        assertThat(codeOf(lastOf(run))).isEqualTo(ErrorCode.UNREADABLE_PLAN);
    }

    @Test
    void aRunThatHasEndedLetsGoOfTheCallToTheModel() throws Exception {
        Run run = runs().open(calling(NO_REQUEST), OWNER, "a", started::add);
        WeakReference<?> request = followWordsOf(new byte[1], run);
        System.gc();
        assertThat(request.get()).as("while the model is at it").isNotNull();

        run.stop();

        eventually(() -> {
            System.gc();
            return request.get() == null;
        }).get(20, TimeUnit.SECONDS);
        assertThat(run.log().hasEnded()).as("and the run is still there").isTrue();
    }

    /** As in the framework, the stream of words has a hold on what was sent to the model. */
    private static WeakReference<?> followWordsOf(byte[] request, Run run) {
        Multi<String> words = Multi.createFrom().<String>nothing().map(word -> word + request.length);
        run.follow(words, PlanReaderFixture.at(Clock.systemUTC()), NO_REPAIR, () -> {});
        return new WeakReference<>(request);
    }

    @Test
    void aFrameThatIsTooLargeToBeSentEndsTheRunInItsPlace() {
        Run run = runs("calledit.line.max-frame-size", "1K").open(calling(NO_REQUEST), OWNER, "a", started::add);

        run.started("1", "current_time", "x".repeat(500));
        run.started("2", "current_time", "x".repeat(1_000));

        assertThat(codeOf(lastOf(run))).isEqualTo(ErrorCode.UNREADABLE_PLAN);
        assertThat(run.log().lastSeq()).isEqualTo(3);
    }

    @Test
    void aModelThatWritesWithoutEndIsEnded() {
        Run run = runs("calledit.line.max-run-text", "10").open(calling(NO_REQUEST), OWNER, "a", started::add);

        run.follow(Multi.createFrom().items("12345", "67890", "!"), PlanReaderFixture.at(Clock.systemUTC()), NO_REPAIR, () -> {});

        assertThat(codeOf(lastOf(run))).isEqualTo(ErrorCode.UNREADABLE_PLAN);
        assertThat(run.log().lastSeq()).isEqualTo(4);
    }

    @Test
    void anAnswerThatIsNoPlanIsRepairedOnceAndReadByItself() {
        Run run = runs().open(calling(NO_REQUEST), OWNER, "a", started::add);
        PlanReader reader = PlanReaderFixture.at(Clock.systemUTC());
        String plan = ModelPlans.about("It rains");
        List<List<String>> faults = new ArrayList<>();

        run.follow(Multi.createFrom().item(plan.substring(0, 100)), reader, unreadable -> faults.add(unreadable.faults()), () -> {});
        assertThat(run.log().hasEnded()).isFalse();
        run.followRepair(Multi.createFrom().item(plan.substring(100)), reader);

        assertThat(faults).containsExactly(List.of("there is no complete JSON object with a prediction_statement"));
        assertThat(codeOf(lastOf(run))).isEqualTo(ErrorCode.UNREADABLE_PLAN);
    }

    @Test
    void halfACharacterAtTheEndOfTheFirstAnswerIsNoPartOfTheRepair() {
        Run run = runs().open(calling(NO_REQUEST), OWNER, "a", started::add);
        PlanReader reader = PlanReaderFixture.at(Clock.systemUTC());
        run.follow(Multi.createFrom().item("a\ud83d"), reader, NO_REPAIR, () -> {});

        run.followRepair(Multi.createFrom().item(ModelPlans.about("It rains")), reader);

        AssertSubscriber<Frame.OfRun> frames =
                run.log().after(2, "test").subscribe().withSubscriber(AssertSubscriber.create(Long.MAX_VALUE));
        assertThat(frames.getItems().get(0)).isEqualTo(new Frame.Repairing(run.id(), 3, Setback.UNREADABLE));
        assertThat(frames.getItems().get(1)).isEqualTo(new Frame.Text(run.id(), 4, ModelPlans.about("It rains")));
        assertThat(lastOf(run)).isInstanceOf(Frame.Complete.class);
    }

    @Test
    void whatAModelWritesInBothAnswersCountsTogether() {
        Run run = runs("calledit.line.max-run-text", "10").open(calling(NO_REQUEST), OWNER, "a", started::add);
        PlanReader reader = PlanReaderFixture.at(Clock.systemUTC());
        run.follow(Multi.createFrom().item("12345678"), reader, NO_REPAIR, () -> {});

        run.followRepair(Multi.createBy().concatenating().streams(
                Multi.createFrom().item("901"), Multi.createFrom().nothing()), reader);

        assertThat(codeOf(lastOf(run))).isEqualTo(ErrorCode.UNREADABLE_PLAN);
    }

    @Test
    void aRepairThatCannotBeAskedForEndsTheRun() {
        Run run = runs().open(calling(NO_REQUEST), OWNER, "a", started::add);

        run.follow(Multi.createFrom().item("no plan"), PlanReaderFixture.at(Clock.systemUTC()), unreadable -> {
            throw new IllegalStateException("no planner");
        }, () -> {});

        assertThat(codeOf(lastOf(run))).isEqualTo(ErrorCode.INTERNAL);
    }

    @Test
    void aFurtherTryIsSaidToComeUnlessItWouldBeginAfterADeadline() {
        Run patient = runs("calledit.line.deadline.first", "1h", "calledit.line.deadline.whole", "1h")
                .open(calling(NO_REQUEST), OWNER, "a", started::add);
        Run hurried = runs("calledit.line.deadline.first", "1h", "calledit.line.deadline.whole", "59s")
                .open(calling(NO_REQUEST), OWNER, "a", started::add);
        Duration minute = Duration.ofMinutes(1);

        assertThat(patient.retrying(ModelFailure.BUSY, 2, minute)).isTrue();
        assertThat(hurried.retrying(ModelFailure.BUSY, 2, minute)).isFalse();

        AssertSubscriber<Frame.OfRun> frames =
                patient.log().after(1, "test").subscribe().withSubscriber(AssertSubscriber.create(Long.MAX_VALUE));
        assertThat(frames.getItems()).containsExactly(
                new Frame.Retrying(patient.id(), 2, "The model is busy. Trying again in 60 s.", 2, minute));
        assertThat(hurried.log().lastSeq()).isEqualTo(1);
        patient.stop();
        assertThat(patient.retrying(ModelFailure.BUSY, 3, Duration.ZERO)).isFalse();
    }

    @Test
    void aCharacterThatComesInTwoHalvesIsSentWhole() {
        Run run = runs().open(calling(NO_REQUEST), OWNER, "a", started::add);

        run.follow(Multi.createFrom().items("a\ud83d", "\udcc8b", "", "c"), PlanReaderFixture.at(Clock.systemUTC()), NO_REPAIR, () -> {});

        AssertSubscriber<Frame.OfRun> reader =
                run.log().after(1, "test").subscribe().withSubscriber(AssertSubscriber.create(Long.MAX_VALUE));
        assertThat(reader.getItems().get(0)).isEqualTo(new Frame.Text(run.id(), 2, 4, "a📈bc"));
    }

    @Test
    void anEndedRunIsKept() {
        Runs runs = runs();
        Run run = runs.open(calling(NO_REQUEST), OWNER, "a", started::add);

        run.stop();

        assertThat(runs.find(run.id(), OWNER)).isSameAs(run);
    }

    @Test
    void anEndedRunIsForgottenAfterAWhile() {
        Runs runs = runs("calledit.line.keep", "20ms");
        CompletableFuture<Void> releasedTwice = new CompletableFuture<>();
        int[] releases = {0};
        Run run = runs.open(calling(NO_REQUEST), OWNER, "a", started::add);
        run.follow(Multi.createFrom().nothing(), PlanReaderFixture.at(Clock.systemUTC()), NO_REPAIR, () -> {
            if (++releases[0] == 2) {
                releasedTwice.complete(null);
            }
        });

        run.stop();
        assertThat(releasedTwice).succeedsWithin(Duration.ofSeconds(30));
        assertThat(eventually(() -> isUnknown(runs, run.id()))).succeedsWithin(Duration.ofSeconds(30));
    }

    private static boolean isUnknown(Runs runs, String runId) {
        try {
            runs.find(runId, OWNER);
            return false;
        } catch (RefusedException e) {
            return true;
        }
    }

    /** The last frame is sent before a run lets go of what it holds. */
    private static CompletableFuture<Void> eventually(BooleanSupplier happened) {
        CompletableFuture<Void> seen = new CompletableFuture<>();
        look(happened, seen);
        return seen;
    }

    /** A timer for each look: a periodic one may fire before Vert.x has what it needs to cancel it. */
    private static void look(BooleanSupplier happened, CompletableFuture<Void> seen) {
        if (happened.getAsBoolean()) {
            seen.complete(null);
        } else {
            VERTX.setTimer(1, timer -> look(happened, seen));
        }
    }

    private static AssertSubscriber<Frame.OfRun> readAs(String connectionId, Run run) {
        return run.log().after(0, connectionId).subscribe().withSubscriber(AssertSubscriber.create(Long.MAX_VALUE));
    }

    private static ModelSession sessionOf(Run run) {
        return run.parameters().get(ModelSession.KEY);
    }

    private static Frame.OfRun lastOf(Run run) {
        AssertSubscriber<Frame.OfRun> reader =
                run.log().after(0, "test").subscribe().withSubscriber(AssertSubscriber.create(Long.MAX_VALUE));
        reader.awaitCompletion(Duration.ofSeconds(30));
        return reader.getLastItem();
    }

    private static ErrorCode codeOf(Frame.OfRun frame) {
        return ((Frame.Failed) frame).problem().code();
    }

    private static ClientMessage.MakeCall calling(Optional<UUID> requestId) {
        return new ClientMessage.MakeCall("It will rain", ZoneOffset.UTC, requestId);
    }

    private static Runs runs(String... settings) {
        return new Runs(LineConfigFixture.with(settings), VERTX, LineMetersFixture.unseen(), new FrameWriter(new ObjectMapper()));
    }
}
