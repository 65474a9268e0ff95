/** What goes out: frames, posted to connections one at a time, in order, as fast as the management API takes them. */
package io.calledit.gateway.post;
