package io.calledit.line.contract;

import java.time.Duration;

import io.calledit.bedrock.BedrockEmulator;
import io.calledit.line.WireClient;

/** Where clients come in, and the emulated Bedrock at the far end. */
public interface Door {

    /** Who connects where a test doesn't say. */
    String TESTER = "tester";

    /** A client that is connected as the tester; the same one throughout a test. */
    WireClient client();

    /** One more client that is connected as the tester. */
    WireClient connect();

    /** Connects somebody; where a door can't tell connections apart, all messages are that person's from now on. */
    WireClient connectAs(String person);

    BedrockEmulator model();

    /** How long a run goes on without a reader. */
    Duration grace();

    /** How long it may take until the model hears of a stop, or of the end of a run's grace. */
    Duration patience();
}
