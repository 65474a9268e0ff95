/** What the API answers, as it is put into JSON. What may be absent is left out; nothing is ever null. */
package io.calledit.ledger.api.view;
