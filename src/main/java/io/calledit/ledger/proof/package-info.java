/**
 * Tells whether a ledger's chain holds, without the service that wrote it.
 *
 * <p>It knows the published format and no class of the ledger: what wrote a chain must not be what vouches for it. One
 * check of a chain, entry by entry, serves the exported proof and the database file alike; the page {@code verify.html}
 * makes the same checks in the same words, and both are held to the cases in {@code src/test/resources/proof}.
 */
package io.calledit.ledger.proof;
