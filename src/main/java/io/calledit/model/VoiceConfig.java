package io.calledit.model;

import java.time.Duration;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Which model answers, and the pace of the embedded one. */
@ConfigMapping(prefix = "calledit")
interface VoiceConfig {

    /** The voices there are. */
    enum Voice {
        /** The embedded planner: needs no account, key or network, and is not a language model. */
        RULES,
        /** Amazon Bedrock, through its ConverseStream operation. */
        BEDROCK,
        /** Any server that speaks OpenAI's chat completions: Ollama, vLLM, OpenAI itself. */
        OPENAI
    }

    @WithDefault("rules")
    Voice voice();

    /** Whether the model is made ready beside the start, so that the first draft needn't wait for that. */
    @WithDefault("true")
    boolean voiceAtStart();

    /** How many turns a model may take for one plan; each use of tools is followed by another turn. */
    @WithDefault("8")
    int maxTurns();

    Rules rules();

    /** The embedded planner. */
    interface Rules {

        /** The pause between two pieces of its answer; 0 for none. */
        @WithDefault("8ms")
        Duration pace();
    }
}
