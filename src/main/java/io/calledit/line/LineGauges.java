package io.calledit.line;

import java.util.concurrent.ScheduledExecutorService;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.calledit.planning.Planner;
import io.calledit.sight.Meters;
import io.quarkiverse.langchain4j.ChatMemoryRemover;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.websockets.next.OpenConnections;

/** What there is at the moment: connections, runs, readers. Counted when somebody asks, and not on the way. */
@ApplicationScoped
class LineGauges {

    void start(
            @Observes StartupEvent started,
            ScheduledExecutorService workers,
            Meters meters,
            OpenConnections connections,
            Runs runs,
            Planner planner) {
        workers.execute(() -> register(meters, connections, runs, planner)); // nobody asks before the start is over
    }

    private static void register(Meters meters, OpenConnections connections, Runs runs, Planner planner) {
        meters.watch("calledit.connections", "Open sockets", connections, open -> open.stream().count());
        meters.watch("calledit.runs.active", "Drafts under way", runs, Runs::underWay);
        meters.watch("calledit.runs.kept", "Drafts that can be read, those under way included", runs,
                all -> all.all().size());
        meters.watch("calledit.readers", "Readers of drafts", runs, Runs::readers);
        meters.watch("calledit.reader.lag.frames", "How far the reader that is furthest behind is behind", runs,
                all -> all.all().stream().mapToInt(run -> run.log().lag()).max().orElse(0));
        meters.watch("calledit.chat.memories", "Conversations with the model that are kept for tools", planner,
                kept -> ChatMemoryRemover.getAllChatMemoryIds(kept).size());
    }
}
