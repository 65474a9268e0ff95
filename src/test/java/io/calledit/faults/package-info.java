/** The packaged service behind a bad network and in front of a crowd. */
package io.calledit.faults;
