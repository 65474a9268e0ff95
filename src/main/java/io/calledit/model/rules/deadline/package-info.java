/** When a prediction written in plain English is decided: own words in, one moment in the person's time zone out. */
package io.calledit.model.rules.deadline;
