package io.calledit.model.rules;

import java.util.List;
import java.util.Objects;

/**
 * What a prediction says, its deadline taken out; {@link #TIME} stands in its sentences where the deadline belongs.
 *
 * @param sentence  the whole claim as a statement ("Apple will release a foldable iPhone")
 * @param subject   what it is about; empty where the reading is unsure
 * @param predicate what is said of it, from the verb's base on; empty where the reading is unsure
 * @param happens   the affirmed event in the present, fit to follow "if"; null where the reading is unsure
 * @param negated   true where the claim is that this does not happen
 * @param condition what has to be the case for the claim to count at all; null where nothing has to
 * @param joined    how two claims in one sentence are joined
 * @param quantity  the number that decides; null where none does
 * @param speaker   how the person appears in it
 * @param notes     what was assumed in reading it
 */
record Claim(String sentence, String subject, String predicate, String happens, boolean negated, String condition,
        Joined joined,
        Quantity quantity, Catalogue.Speaker speaker, List<String> notes) {

    /** Stands for the deadline; a private-use character, which no cleaned prediction holds. */
    static final String TIME = "\uE000";

    /** How a sentence joins two claims. */
    enum Joined { NO, AND, OR }

    Claim {
        Objects.requireNonNull(sentence);
        notes = List.copyOf(notes);
    }

    /** True where subject and predicate were told apart. */
    boolean isSure() {
        return happens != null;
    }

    boolean hasQuantity() {
        return quantity != null;
    }
}
