/** The door: who is asking, and from where. */
package io.calledit.identity;
