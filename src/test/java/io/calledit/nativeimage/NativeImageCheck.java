package io.calledit.nativeimage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the application reaches by reflection has been registered for a native image, or is done while that is made. Found
 * on a JVM, with what the build hands to native-image; whether native-image then makes a working image is not.
 */
class NativeImageCheck {

    /** Stays, so that what was found can be read. */
    private static final Path NOTES = Path.of("target", "native-check");

    @TempDir
    static Path ledgers;

    private static List<Touch> touches;

    @BeforeAll
    static void walk() throws Exception {
        Watch watch = new Watch(Files.createDirectories(NOTES));
        new Walk(ledgers, watch.flags()).goAll();
        touches = watch.touches();
    }

    @Test
    void whatIsReachedByReflectionIsInTheImageAndNothingElseThatCannotBe() throws IOException {
        Exceptions exceptions = Exceptions.read();
        try (Image image = new Image(Path.of("target", "native-sources"))) {
            assertThat(without(exceptions, missing(image))).as("what a native image would miss").isEmpty();
            assertThat(without(exceptions, refused(image))).as("what a native image can't hold").isEmpty();
        }
        assertThat(exceptions.unused()).as("exceptions that nothing needs").isEmpty();
    }

    private static Set<String> without(Exceptions exceptions, List<Touch> touches) {
        return touches.stream().filter(touch -> !exceptions.has(touch)).map(Touch::toString)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /**
     * What runs or has a seed, and was made by a class as that was initialised. In an image all processes would have the
     * same, so native-image doesn't go on where a field holds one.
     */
    private static List<Touch> refused(Image image) {
        return touches.stream()
                .filter(touch -> touch.isMade() && !touch.apartFromTheApplication())
                .filter(touch -> image.early(touch.initializing().stream().limit(1).toList()))
                .toList();
    }

    private static List<Touch> missing(Image image) throws IOException {
        List<Touch> late = new ArrayList<>();
        Set<String> found = new HashSet<>();
        Sites sites = new Sites(image);
        for (Touch touch : touches) {
            if (touch.isMade()) {
                continue;
            }
            if (image.early(touch.initializing()) || sites.constant(touch)) {
                found.add(touch.to());
            } else if (!touch.apartFromTheApplication() && !sites.links(touch) && !image.has(touch)) {
                late.add(touch);
            }
        }
        // What native-image has come upon by itself may be used later on.
        late.removeIf(touch -> touch.isUse() && found.contains(touch.to()));
        return late;
    }
}
