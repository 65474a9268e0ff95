/** Time, as tests want it. */
package io.calledit.time;
