package io.calledit.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;

import io.calledit.gateway.standin.lambda.FunctionCode;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;

class FunctionSettingsTest {

    private static final Path SERVICE = Path.of("src/main/resources/application.properties");
    private static final Path FUNCTION = Path.of("src/lambda/resources/META-INF/microprofile-config.properties");
    private static final String LEFT_OUT = "quarkus.arc.exclude-types";

    @Test
    void whatTheFunctionSaysCountsMoreThanWhatTheServiceSays() throws Exception {
        SmallRyeConfig both = settings(SERVICE, FUNCTION);

        assertThat(both.getConfigValue(LEFT_OUT).getValue())
                .isEqualTo(settings(FUNCTION).getConfigValue(LEFT_OUT).getValue())
                .isNotEqualTo(settings(SERVICE).getConfigValue(LEFT_OUT).getValue());
        assertThat(both.getValue("calledit.voice-at-start", Boolean.class)).isFalse();
        assertThat(both.getValue("calledit.ledger.store", String.class)).isEqualTo("dynamodb");
    }

    @Test
    void whatTheServiceLeavesOutTheFunctionDoesToo() throws Exception {
        assertThat(settings(FUNCTION).getValues(LEFT_OUT, String.class))
                .containsAll(settings(SERVICE).getValues(LEFT_OUT, String.class));
    }

    @Test
    void theFunctionIsTestedWithTheFlagsOfTheTemplate() throws Exception {
        assertThat(Files.readString(Path.of("template.yaml")))
                .contains("JAVA_TOOL_OPTIONS: " + String.join(" ", FunctionCode.OF_THE_TEMPLATE) + "\n");
    }

    private static SmallRyeConfig settings(Path... files) throws IOException {
        SmallRyeConfigBuilder settings = new SmallRyeConfigBuilder().addDefaultInterceptors();
        for (Path file : files) {
            // A file that says nothing of its own rank has that of application.properties.
            settings.withSources(new PropertiesConfigSource(file.toUri().toURL(), 250));
        }
        return settings.build();
    }
}
