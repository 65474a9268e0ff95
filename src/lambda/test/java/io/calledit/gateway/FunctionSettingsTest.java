package io.calledit.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URL;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;

class FunctionSettingsTest {

    @Test
    void noModelIsMadeReadyWhereNothingIsDrafted() throws Exception {
        assertThat(settings().getValue("calledit.voice-at-start", Boolean.class)).isFalse();
    }

    @Test
    void theLedgerIsKeptInATable() throws Exception {
        assertThat(settings().getValue("calledit.ledger.store", String.class)).isEqualTo("dynamodb");
    }

    private static SmallRyeConfig settings() throws Exception {
        URL own = Path.of("src/lambda/resources/META-INF/microprofile-config.properties").toUri().toURL();
        return new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .withSources(new PropertiesConfigSource(own))
                .build();
    }
}
