package io.calledit.page;

import io.calledit.bedrock.BedrockEmulator;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;

/** Has the application under test speak with an emulated Bedrock, which it hands to the test. */
public final class BedrockVoice implements QuarkusTestResourceLifecycleManager {

    private BedrockEmulator bedrock;

    @Override
    public Map<String, String> start() {
        bedrock = BedrockEmulator.start();
        return Map.of(
                "calledit.voice", "bedrock",
                "calledit.bedrock.aws.endpoint-override", bedrock.endpoint().toString(),
                "calledit.bedrock.aws.region", "us-east-1",
                // A test waits for the page's error and not for the SDK's patience.
                "calledit.bedrock.aws.max-retries", "0",
                "aws.accessKeyId", "emulated",
                "aws.secretAccessKey", "emulated");
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(bedrock, new TestInjector.MatchesType(BedrockEmulator.class));
    }

    @Override
    public void stop() {
        if (bedrock != null) {
            bedrock.close();
        }
    }
}
