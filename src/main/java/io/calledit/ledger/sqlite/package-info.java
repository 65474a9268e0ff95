/** Ledgers in a SQLite file on this machine. */
package io.calledit.ledger.sqlite;
