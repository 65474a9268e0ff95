/** The ledger over HTTP: what is asked is read, handed on, and answered in JSON or CSV; nothing is decided here. */
package io.calledit.ledger.api;
