/** What people send to the ledger, read strictly: either all of it is in order, or each thing that isn't is named. */
package io.calledit.ledger.intake;
