package io.calledit.planning;

/** A tool was given an argument that it can't work with; the message is written for the model to read. */
public class ToolInputException extends RuntimeException {

    public ToolInputException(String message) {
        super(message);
    }
}
