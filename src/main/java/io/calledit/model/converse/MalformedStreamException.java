package io.calledit.model.converse;

import java.io.IOException;
import java.io.UncheckedIOException;

/** What came from Bedrock is not what its interface promises. */
public final class MalformedStreamException extends UncheckedIOException {

    MalformedStreamException(String what) {
        this(what, null);
    }

    MalformedStreamException(String what, Throwable cause) {
        super(new IOException("Bedrock's event stream is malformed: " + what, cause));
    }
}
