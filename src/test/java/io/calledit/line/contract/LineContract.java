package io.calledit.line.contract;

/** What every door to the line keeps of docs/protocol.md, whatever carries the messages. */
public interface LineContract
        extends StreamingContract, EndingsContract, StoppingContract, ResumingContract, MessagesContract {}
