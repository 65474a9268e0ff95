package io.calledit.planning;

import java.time.Clock;

import com.fasterxml.jackson.databind.ObjectMapper;

/** Plan readers for the tests of other rooms. */
public final class PlanReaderFixture {

    private PlanReaderFixture() {}

    public static PlanReader at(Clock clock) {
        return new PlanReader(new ObjectMapper(), new PlanChecker(clock));
    }
}
