package io.calledit.planning;

import static java.util.Objects.requireNonNull;

/**
 * What is wrong with one field of something that was sent.
 *
 * @param field its name, with dots for what stands inside of it: {@code verification_method.source}
 * @param message how the sentence that begins with the field's name goes on: "is missing"
 */
public record FieldError(String field, String message) {

    public FieldError {
        requireNonNull(field, "field");
        requireNonNull(message, "message");
    }

    /** The same error, of a field that stands inside of another. */
    public FieldError in(String parent) {
        return new FieldError(parent + "." + field, message);
    }

    @Override
    public String toString() {
        return field + " " + message;
    }
}
