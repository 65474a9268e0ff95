package io.calledit.identity;

import java.util.regex.Pattern;

/**
 * Whose something is. Everything that is kept is kept under an owner, and is found only by the same one.
 *
 * @param id 1–128 letters, digits and {@code . _ : @ -}, as identity providers give them
 */
public record Owner(String id) {

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9._:@-]{1,128}");

    public Owner {
        if (!ID.matcher(id).matches()) {
            throw new IllegalArgumentException("that is no owner's id");
        }
    }
}
