/** The line: one socket, many runs; a message comes in, a stream of frames goes out. See docs/protocol.md. */
package io.calledit.line;
