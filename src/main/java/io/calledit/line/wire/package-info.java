/** The wires: the connections as the network sees them, how much may come in on one, and whether anyone is at its other end. */
package io.calledit.line.wire;
