package io.calledit.page;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;

/** Has the application under test speak with its embedded planner, as it does where nothing is configured. */
public final class RulesVoice implements QuarkusTestResourceLifecycleManager {

    @Override
    public Map<String, String> start() {
        return Map.of("calledit.voice", "rules");
    }

    @Override
    public void stop() {
        // Nothing was started.
    }
}
