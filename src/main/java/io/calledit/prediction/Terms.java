package io.calledit.prediction;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;

/**
 * What a person commits to by logging a call. Never changes afterwards.
 *
 * @param confidence how sure the person is that the statement comes true, in percent, {@value #LEAST_CONFIDENCE} to
 *     {@value #MOST_CONFIDENCE}
 * @param tags lower case, without duplicates
 * @param prompt the prediction as the person wrote it
 * @param model who drafted the plan
 * @param timezone the person's IANA time zone
 */
public record Terms(
        Plan plan,
        int confidence,
        List<String> tags,
        Optional<String> prompt,
        Optional<String> model,
        Optional<String> timezone) {

    public static final int LEAST_CONFIDENCE = 1;
    public static final int MOST_CONFIDENCE = 99;

    public Terms {
        requireNonNull(plan, "plan");
        tags = tags.stream().distinct().toList();
        if (!isConfidence(confidence)) {
            throw new IllegalArgumentException("a confidence is " + LEAST_CONFIDENCE + " to " + MOST_CONFIDENCE + " percent");
        }
    }

    /** Whether that many percent can be said: nobody is entirely sure, and a score of it would be infinite. */
    public static boolean isConfidence(long percent) {
        return percent >= LEAST_CONFIDENCE && percent <= MOST_CONFIDENCE;
    }
}
