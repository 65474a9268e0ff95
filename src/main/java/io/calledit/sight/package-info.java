/** The sight: what can be seen from outside of a service at work. It knows no other room. */
package io.calledit.sight;
