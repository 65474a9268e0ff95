package io.calledit.ledger;

import static io.calledit.ledger.Examples.ANN;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;

/** What every store does for writers in more than one process. */
public interface TwoProcessesContract {

    int PROCESSES = 2;
    int WRITERS_EACH = 4;
    int ENTRIES_EACH = 65;

    /** Opens the store in whichever process. */
    Class<? extends StoreOpener> opener();

    /** Where the store is, for the opener; nothing is written there yet. */
    String where();

    /** The store that is there, in this process. */
    CallStore store();

    /** Whether it holds, too, for whoever sees nothing but what lies on the disk. */
    default void assertHoldsOnTheDisk() {}

    @Test
    default void writersInTwoProcessesMakeOneChain() throws Exception {
        List<WritingProcess> processes = new ArrayList<>();
        try {
            for (int i = 0; i < PROCESSES; i++) {
                processes.add(WritingProcess.start(opener(), where(), WRITERS_EACH, ENTRIES_EACH));
            }
            List<CompletableFuture<List<WritingProcess.Acknowledged>>> ends = new ArrayList<>();
            for (WritingProcess process : processes) {
                process.go();
                ends.add(CompletableFuture.supplyAsync(() -> {
                    try {
                        return process.finish();
                    } catch (Exception e) {
                        throw new IllegalStateException(e);
                    }
                }));
            }
            Map<Long, String> acknowledged = new HashMap<>();
            for (CompletableFuture<List<WritingProcess.Acknowledged>> end : ends) {
                for (WritingProcess.Acknowledged each : end.get(5, TimeUnit.MINUTES)) {
                    assertThat(acknowledged.put(each.number(), each.hash())).as("entry %d, twice", each.number()).isNull();
                }
            }

            int all = PROCESSES * WRITERS_EACH * ENTRIES_EACH;
            assertThat(all).isGreaterThanOrEqualTo(500);
            assertThat(acknowledged).hasSize(all);
            assertThat(store().head(ANN).entries()).isEqualTo(all);
            ChainOfTheStore.assertHolds(store(), ANN);
            assertThat(ChainOfTheStore.all(store(), ANN)).allSatisfy(entry ->
                    assertThat(acknowledged).containsEntry(entry.number(), entry.hash()));
            ChainOfTheStore.assertCallsFollow(store(), ANN);
            assertHoldsOnTheDisk();
        } finally {
            for (WritingProcess process : processes) {
                process.close();
            }
        }
    }
}
