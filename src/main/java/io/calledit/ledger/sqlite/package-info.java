/**
 * Ledgers in a SQLite file on this machine; its tables are made by the files in {@code db/migration}.
 *
 * <p>A migration that was applied is never edited, its comments included: its checksum is in every ledger. So V1 goes on to
 * say that all tables below the entries can be made again from them. That is not so for {@code receipts}: which key a
 * request had stands in no entry.
 */
package io.calledit.ledger.sqlite;
