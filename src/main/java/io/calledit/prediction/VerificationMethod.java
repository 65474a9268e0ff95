package io.calledit.prediction;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonProperty;

import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * How a prediction is checked; none of the three lists is ever empty.
 *
 * @param source where the facts are to be found
 * @param criteria what makes the statement true, and what makes it false
 * @param steps what the person who checks does, in order
 */
@RegisterForReflection
public record VerificationMethod(
        @JsonProperty("source") List<String> source,
        @JsonProperty("criteria") List<String> criteria,
        @JsonProperty("steps") List<String> steps) {

    public VerificationMethod {
        source = filled("source", source);
        criteria = filled("criteria", criteria);
        steps = filled("steps", steps);
    }

    private static List<String> filled(String name, List<String> entries) {
        if (entries.isEmpty() || entries.stream().anyMatch(String::isBlank)) {
            throw new IllegalArgumentException(name + " is empty or has a blank entry");
        }
        return List.copyOf(entries);
    }
}
