package io.calledit.page;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import java.util.Map;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Hands tests the one Chromium that all of them share.
 *
 * <p>Where the machine has none they are skipped with a word on how to get one, except where {@code CI} is set: there
 * they fail, so that no build goes green without them.
 */
final class Browsing implements ExecutionCondition, ParameterResolver {

    private static final ExtensionContext.Namespace NAMESPACE = ExtensionContext.Namespace.create(Browsing.class);

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        if (Chromium.find(System.getenv()).isPresent()) {
            return ConditionEvaluationResult.enabled("Chromium is there");
        }
        if (mustNotBeSkipped(System.getenv())) {
            throw new IllegalStateException(Chromium.HOW_TO_GET_ONE);
        }
        context.getRoot().getStore(NAMESPACE).computeIfAbsent("told", none -> {
            System.err.printf("%n[WARNING] SKIPPED. %s%n%n", Chromium.HOW_TO_GET_ONE);
            return true;
        });
        return ConditionEvaluationResult.disabled(Chromium.HOW_TO_GET_ONE);
    }

    static boolean mustNotBeSkipped(Map<String, String> environment) {
        var ci = environment.getOrDefault("CI", "");
        return !ci.isBlank() && !ci.equalsIgnoreCase("false") && !ci.equals("0");
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Browser.class;
    }

    @Override
    public Browser resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getRoot().getStore(NAMESPACE)
                .computeIfAbsent(Launched.class, none -> Launched.now(), Launched.class)
                .browser();
    }

    /** Closed by JUnit after the last test. */
    private record Launched(Playwright playwright, Browser browser) implements AutoCloseable {

        static Launched now() {
            var chromium = Chromium.find(System.getenv()).orElseThrow();
            // Also set by the build; here for a test that is started from an editor.
            var playwright = Playwright.create(new Playwright.CreateOptions()
                    .setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
            return new Launched(playwright, playwright.chromium().launch(new BrowserType.LaunchOptions()
                    .setExecutablePath(chromium.executable())
                    .setArgs(chromium.arguments())));
        }

        @Override
        public void close() {
            playwright.close();
        }
    }
}
