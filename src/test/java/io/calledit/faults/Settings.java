package io.calledit.faults;

import java.util.HashMap;
import java.util.Map;

import io.calledit.bedrock.BedrockEmulator;
import io.calledit.bedrock.BedrockEmulatorResource;

/** How a packaged service is set up that speaks to an emulated Bedrock, and is asked for more than one person would. */
final class Settings {

    /** What one machine, which is one person here, may ask for. */
    private static final Map<String, String> LIMITS = Map.of(
            "CALLEDIT_CONNECTION_PER_ADDRESS", "0",
            "CALLEDIT_LINE_READERS_PER_CONNECTION", "10000",
            "CALLEDIT_LINE_RUNS_PER_MINUTE", "0",
            "CALLEDIT_LINE_RUNS_ON_NODE", "1000");

    private Settings() {
    }

    /** As environment variables. */
    static Map<String, String> of(BedrockEmulator bedrock, Map<String, String> more) {
        Map<String, String> settings = new HashMap<>(LIMITS);
        settings.putAll(Map.of(
                "CALLEDIT_VOICE", "bedrock",
                "CALLEDIT_BEDROCK_CHAT_MODEL_MODEL_ID", BedrockEmulatorResource.MODEL_ID,
                "CALLEDIT_BEDROCK_AWS_REGION", "us-east-1",
                "CALLEDIT_BEDROCK_AWS_ENDPOINT_OVERRIDE", bedrock.endpoint().toString(),
                // A worker holds the last thing that it did until it is given another, or ends. All but one of them do that.
                "QUARKUS_THREAD_POOL_KEEP_ALIVE_TIME", "1s",
                "AWS_ACCESS_KEY_ID", "AKIDEMULATED",
                "AWS_SECRET_ACCESS_KEY", "emulated"));
        settings.putAll(more);
        return settings;
    }
}
