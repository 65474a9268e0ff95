package io.calledit.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import dev.langchain4j.model.chat.request.DefaultChatRequestParameters;
import io.quarkus.runtime.StartupEvent;

class VoicesTest {

    private final ScheduledExecutorService workers = Executors.newScheduledThreadPool(1);
    private final AtomicInteger asked = new AtomicInteger();

    /** Counts how often anything is asked of it. */
    private final StreamingChatModel model = new StreamingChatModel() {
        @Override
        public ChatRequestParameters defaultRequestParameters() {
            asked.incrementAndGet();
            return DefaultChatRequestParameters.EMPTY;
        }
    };

    @AfterEach
    void end() {
        workers.shutdownNow();
    }

    @Test
    void theModelIsReadyBeforeAnybodyAsksForADraft() throws Exception {
        start(true);

        assertThat(asked).hasValue(1);
    }

    @Test
    void nothingIsMadeReadyWhereNobodyWillAsk() throws Exception {
        start(false);

        assertThat(asked).hasValue(0);
    }

    private void start(boolean ready) throws Exception {
        RetryConfig retry = new RetriesFixture.Config(1, Duration.ZERO, Duration.ZERO);
        new Voices(new Config(ready), null, null, retry, Clock.systemUTC(), workers).start(new StartupEvent(), model);
        workers.submit(() -> {}).get(10, TimeUnit.SECONDS); // what was begun before is done then
    }

    private record Config(boolean voiceAtStart) implements VoiceConfig {

        @Override
        public Voice voice() {
            return Voice.RULES;
        }

        @Override
        public int maxTurns() {
            return 8;
        }

        @Override
        public Rules rules() {
            return () -> Duration.ZERO;
        }
    }
}
