/** The ledger as a table that spreadsheets read: one row for each entry, out and in again without a loss. */
package io.calledit.ledger.csv;
