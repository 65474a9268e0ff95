package io.calledit.line;

import static io.calledit.line.GoldenMessages.RUN;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.util.List;

import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;

import io.calledit.prediction.Plan;
import io.calledit.prediction.VerificationMethod;

class FrameLimitTest {

    private static final Plan PLAN = new Plan(
            "It rains in Zürich.",
            OffsetDateTime.parse("2030-01-01T23:59:59+01:00"),
            new VerificationMethod(List.of("source"), List.of("criterion"), List.of("step")),
            List.of());

    private final FrameWriter frames =
            new FrameWriter(JsonMapper.builder().addModule(new JavaTimeModule()).build());

    @Test
    void aPlanIsAllowedOnlyIfItMayAlsoBeSentJoined() {
        Frame joined = complete(Integer.MAX_VALUE).joinedTo(new Frame.Finished(RUN, Integer.MAX_VALUE - 1));
        int size = frames.write(joined).getBytes(StandardCharsets.UTF_8).length;

        assertThat(new FrameLimit(size, frames).allows(FrameLimitTest::complete)).isTrue();
        assertThat(new FrameLimit(size - 1, frames).allows(FrameLimitTest::complete)).isFalse();
    }

    private static Frame.Complete complete(int seq) {
        return new Frame.Complete(RUN, seq, PLAN, "a model", null);
    }
}
