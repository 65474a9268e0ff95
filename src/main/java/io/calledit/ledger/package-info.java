/**
 * The book: what people committed to, and what became of it, in a chain of entries that can't be changed or dropped
 * unnoticed. {@link io.calledit.ledger.Ledger} decides, a {@link io.calledit.ledger.CallStore} keeps.
 */
package io.calledit.ledger;
