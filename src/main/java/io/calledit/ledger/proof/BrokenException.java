package io.calledit.ledger.proof;

import io.calledit.ledger.proof.Finding.Broken;

/** Ends a verification at the first break. */
final class BrokenException extends Exception {

    private final transient Broken finding;

    BrokenException(Broken finding) {
        super(finding.sentence(), null, false, false);
        this.finding = finding;
    }

    Broken finding() {
        return finding;
    }
}
