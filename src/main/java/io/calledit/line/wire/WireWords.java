package io.calledit.line.wire;

/**
 * What is said on a wire before anyone has read what came in on it: messages to the client, as they are sent. Each is
 * asked for once for each time that it is said.
 */
public interface WireWords {

    /** How large a message may be, in bytes of UTF-8. */
    int largestMessage();

    /** A message is larger than that. */
    String tooLarge();

    /** Too many messages wait. */
    String tooManyMessages();

    /** Too many connections are open from this address. */
    String tooManyConnections();
}
