package io.calledit.ledger;

import static java.util.Objects.requireNonNull;

import io.calledit.prediction.CallId;

/**
 * What became of a request with an idempotency key.
 *
 * @param fingerprint tells whether another request with the key asks for the same
 * @param entry the number of the entry that it wrote
 */
public record Receipt(IdempotencyKey key, String fingerprint, CallId call, long entry) {

    public Receipt {
        requireNonNull(key, "key");
        requireNonNull(fingerprint, "fingerprint");
        requireNonNull(call, "call");
    }
}
