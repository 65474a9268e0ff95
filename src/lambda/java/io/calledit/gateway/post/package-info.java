/** What goes out: frames, posted to connections one at a time and in order. */
package io.calledit.gateway.post;
