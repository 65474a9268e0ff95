package io.calledit.model.rules;

import io.calledit.model.rules.Criteria.Mode;
import io.calledit.model.rules.Quantity.Comparison;

/** Says whether exactly the number of a prediction counts. */
final class Boundary {

    private Boundary() {
    }

    static String of(Quantity quantity, Mode mode, Catalogue.Domain domain) {
        String said = quantity.said();
        if (mode == Mode.MOVED) {
            return (quantity.comparison() == Comparison.ABOVE
                    ? "A move of exactly " + said + " doesn’t count, because the prediction says “" + quantity.cue()
                    + "”"
                    : "A move of exactly " + said + " counts") + "; it is worked out from the unrounded figures";
        }
        String because = quantity.cue().isBlank() ? ""
                : ", because the prediction says “" + quantity.cue().trim() + "”";
        if (quantity.change() && domain.id().equals("rates") && quantity.cue().isBlank()) {
            return "The size has to be exactly " + said + ": a smaller or larger step doesn’t count";
        }
        return switch (quantity.comparison()) {
            case AT_LEAST -> quantity.cue().isBlank()
                    ? "At least " + said + " is needed: exactly that counts, more counts too, and nothing is rounded up"
                    : "Exactly " + said + " counts" + because + "; anything less doesn’t, and nothing is rounded up";
            case ABOVE -> "Exactly " + said + " doesn’t count" + because + ": it has to be more, even if only by the"
                    + " smallest step that is published";
            case AT_MOST -> "Exactly " + said + " counts" + because + "; anything more doesn’t, and nothing is rounded"
                    + " down";
            case BELOW -> "Exactly " + said + " doesn’t count" + because + ": it has to be less, even if only by the"
                    + " smallest step that is published";
            case EXACTLY -> "The figure has to equal " + said + " when rounded to as many decimals as the prediction"
                    + " gives";
            case BETWEEN -> "Both ends of the range count: " + said;
        };
    }
}
