package io.calledit.bedrock;

import java.util.HashMap;
import java.util.Map;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;

/**
 * Points the application under test at an emulator of its own, and hands that to the test's fields of its type. What a
 * test gives as resource arguments is set too, over what is set here.
 */
public final class BedrockEmulatorResource implements QuarkusTestResourceLifecycleManager {

    /** The model that the application under test asks for. */
    public static final String MODEL_ID = "emulated.planner-v1:0";

    // The application finds credentials as in production: by the AWS SDK's default chain, which looks here first.
    private static final Map<String, String> CREDENTIALS = Map.of(
            "aws.accessKeyId", "AKIDEMULATED",
            "aws.secretAccessKey", "emulated");

    private final Map<String, String> before = new HashMap<>();
    private Map<String, String> more = Map.of();
    private BedrockEmulator emulator;

    @Override
    public void init(Map<String, String> arguments) {
        more = Map.copyOf(arguments);
    }

    @Override
    public Map<String, String> start() {
        CREDENTIALS.forEach((key, value) -> before.put(key, System.setProperty(key, value)));
        emulator = BedrockEmulator.start();
        var settings = new HashMap<>(Map.of(
                "calledit.voice", "bedrock",
                "calledit.bedrock.chat-model.model-id", MODEL_ID,
                "calledit.bedrock.aws.region", "us-east-1",
                "calledit.bedrock.aws.endpoint-override", emulator.endpoint().toString(),
                // A retry is a request that no test scripted.
                "calledit.retry.tries", "1"));
        // A packaged application is a process of its own and gets what stands here as its system properties.
        settings.putAll(CREDENTIALS);
        settings.putAll(more);
        return settings;
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(emulator, new TestInjector.MatchesType(BedrockEmulator.class));
    }

    @Override
    public void stop() {
        if (emulator != null) {
            emulator.close();
        }
        before.forEach((key, value) -> {
            if (value == null) {
                System.clearProperty(key);
            } else {
                System.setProperty(key, value);
            }
        });
    }
}
