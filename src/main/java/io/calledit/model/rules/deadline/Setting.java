package io.calledit.model.rules.deadline;

import java.time.MonthDay;
import java.time.Period;

/**
 * What the subject of a prediction tells about its time: how long to wait where no deadline is named, and when a season
 * of it runs.
 *
 * @param field        the subject's field in words, for example "a share price"
 * @param horizon      how long to wait where no deadline is named
 * @param seasonStarts first day of a usual season; null where there are none
 * @param seasonEnds   last day of a usual season; null where there are none
 */
public record Setting(String field, Period horizon, MonthDay seasonStarts, MonthDay seasonEnds) {
}
