package io.calledit.ledger.api.view;

import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.annotation.JsonValue;

import io.calledit.ledger.Entry;
import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * An entry as it is hashed, with its hash behind it.
 *
 * @param json not made anew from the entry, but the very text that the hash is of, so that anyone can check it
 */
@RegisterForReflection
public record EntryView(@JsonValue @JsonRawValue String json) {

    public static EntryView of(Entry entry) {
        String body = entry.body();
        return new EntryView(body.substring(0, body.length() - 1) + ",\"hash\":\"" + entry.hash() + "\"}");
    }
}
