package io.calledit.packaged;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModulesIT {

    private static final Pattern MODULES = Pattern.compile("--add-modules (\\S+)");

    /** The JVM then has no more of Java than the image has. */
    @Test
    void theJavaInTheImageHasAllThatTheServiceNeeds(@TempDir Path folder) throws Exception {
        assumeThat(PackagedService.isNative()).isFalse();
        Matcher modules = MODULES.matcher(Files.readString(Path.of("docker", "Dockerfile.jvm")));
        assertThat(modules.find()).isTrue();

        new Walk(folder, "-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "--limit-modules", modules.group(1)).goAll();
    }
}
