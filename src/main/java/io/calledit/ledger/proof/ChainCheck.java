package io.calledit.ledger.proof;

import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.JsonNode;

import io.calledit.ledger.proof.Finding.Broken;
import io.calledit.ledger.proof.Finding.Chain;

/** Follows one owner's chain from its first entry on, whatever it is read from. */
final class ChainCheck {

    static final String OTHER_HASH = "its hash isn't the SHA-256 of what it says, so one of the two was changed.";
    static final String ZEROS = "0".repeat(64);

    private static final long FIRST_VERSION = 1;
    private static final long LAST_VERSION = 2;
    static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");
    private static final Pattern CALL_ID = Pattern.compile("[0-9a-hjkmnp-tv-z]{16}");
    private static final Pattern TO_THE_MILLISECOND = Pattern.compile(".{19}\\.[0-9]{3}Z");

    private final String source;
    private final Receipt receipt;
    private final Remarks remarks;
    private final Standings standings;
    private String owner;
    private String head = ZEROS;
    private Instant clock = Instant.MIN;
    private long entries;
    private long imported;

    /**
     * @param source what claims the totals, as words within a sentence, such as {@code the proof}
     * @param receipt an entry that has to be in the chain, or null
     */
    ChainCheck(String source, Receipt receipt) {
        this.source = source;
        this.receipt = receipt;
        this.remarks = new Remarks();
        this.standings = new Standings(remarks);
    }

    /** How many entries were followed so far, all of them in order. */
    long entries() {
        return entries;
    }

    List<String> remarks() {
        return remarks.all(imported);
    }

    /**
     * Follows the next entry.
     *
     * @param canonical the entry's canonical text in UTF-8
     * @param hash what is claimed to be its SHA-256
     * @throws RefusedException if it isn't the entry that was written here; the chain ends before it then
     */
    void add(JsonNode json, byte[] canonical, String hash) throws RefusedException {
        if (!HASH.matcher(hash).matches()) {
            throw new RefusedException("its \"hash\" isn't 64 digits of lower-case hexadecimal.");
        }
        if (!CanonicalJson.sha256(canonical).equals(hash)) {
            throw new RefusedException(OTHER_HASH);
        }
        long number = entries + 1;
        var entry = new Fields(json, "");
        checkPlace(entry, number);
        var at = checkCommonFields(entry);
        var type = EntryType.of(entry.text("type"));
        type.checkFields(entry);
        standings.add(type, entry, number, at);
        if (receipt != null && receipt.number() == number && !receipt.hash().equals(hash)) {
            throw new RefusedException("its hash isn't the one on the receipt.");
        }

        if (at.isBefore(clock)) {
            remarks.add("The clock went back before entry " + number + ".");
        }
        if (entry.has("imported")) {
            imported++;
        }
        clock = at;
        owner = entry.text("owner");
        head = hash;
        entries = number;
    }

    private void checkPlace(Fields entry, long number) throws RefusedException {
        long version = entry.wholeNumber("v");
        if (version < FIRST_VERSION || version > LAST_VERSION) {
            throw new RefusedException(
                    "its version is " + version + ", and this verifier knows " + FIRST_VERSION + " and " + LAST_VERSION + ".");
        }
        long found = entry.wholeNumber("number");
        if (found != number) {
            throw new RefusedException("its number is " + found + ", where " + number + " comes next.");
        }
        if (!entry.text("previous").equals(head)) {
            throw entry.wrong("previous", number == 1
                    ? "isn't 64 zeros, though it is the first."
                    : "isn't the hash of the entry before it.");
        }
    }

    private Instant checkCommonFields(Fields entry) throws RefusedException {
        var found = entry.text("owner");
        if (owner != null && !found.equals(owner)) {
            throw new RefusedException("its owner isn't the one of the entries before it.");
        }
        if (!CALL_ID.matcher(entry.text("call")).matches()) {
            throw entry.wrong("call", "isn't the id of a call.");
        }
        var at = entry.moment("at").toInstant();
        if (!TO_THE_MILLISECOND.matcher(entry.text("at")).matches()) {
            throw entry.wrong("at", "isn't in UTC and to the millisecond.");
        }
        return at;
    }

    /**
     * Compares what was found with what is claimed of the whole.
     *
     * @throws BrokenException if the two differ
     */
    Chain finish(String claimedOwner, long claimedEntries, long claimedCalls, String claimedHead) throws BrokenException {
        if (claimedEntries > entries) {
            throw broken(entries + 1, "it is missing: " + source + " claims " + claimedEntries
                    + " entries, and the last one is " + entries + ".");
        }
        if (claimedEntries < entries) {
            throw broken(Math.max(claimedEntries, 0) + 1, "it is one too many: " + source + " claims " + claimedEntries
                    + " entries.");
        }
        if (claimedCalls != standings.calls()) {
            throw new BrokenException(new Broken(OptionalLong.empty(), source + " claims " + claimedCalls
                    + " calls, and its entries log " + standings.calls() + "."));
        }
        if (!claimedHead.equals(head)) {
            throw entries == 0
                    ? new BrokenException(new Broken(OptionalLong.empty(), source + " has no entries, and its head isn't 64 zeros."))
                    : broken(entries, "it is the last one, and its hash isn't the head that " + source + " claims.");
        }
        if (owner != null && !claimedOwner.equals(owner)) {
            throw broken(1, "its owner isn't the one that " + source + " claims.");
        }
        return new Chain(claimedOwner, entries, standings.calls(), head);
    }

    /** @throws BrokenException if the chain ended before the receipt's entry */
    void checkReceipt() throws BrokenException {
        if (receipt != null && receipt.number() > entries) {
            throw broken(receipt.number(), "it is on the receipt and missing here: the last one is " + entries + ".");
        }
    }

    private static BrokenException broken(long entry, String reason) {
        return new BrokenException(new Broken(OptionalLong.of(entry), reason));
    }
}
