package io.calledit.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChromiumTest {

    @TempDir
    Path folder;

    @Test
    void theOneThatTheEnvironmentNamesIsTaken() throws Exception {
        var named = executable("my browser");
        executable("chromium");

        assertThat(Chromium.find(Map.of("CHROMIUM_PATH", named.toString(), "PATH", folder.toString())))
                .contains(new Chromium(named));
    }

    @Test
    void aNamedOneThatIsNotThereIsAMistakeAndNotAReasonToLookFurther() {
        assertThatThrownBy(() -> Chromium.find(Map.of("CHROMIUM_PATH", folder.resolve("none").toString())))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("CHROMIUM_PATH");
    }

    @Test
    void elseTheFirstOnThePathIsTaken() throws Exception {
        var onPath = executable("chromium");

        assertThat(Chromium.find(Map.of("PATH", folder.toString()))).contains(new Chromium(onPath));
    }

    private Path executable(String name) throws Exception {
        var file = Files.createFile(folder.resolve(name));
        assertThat(file.toFile().setExecutable(true)).isTrue();
        return file;
    }
}
