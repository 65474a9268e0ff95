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
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * What an application reaches by reflection has been registered for a native image, or is done while that is made. Found
 * on a JVM, with what the build hands to native-image; whether native-image then makes a working image is not.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class NativeImageCheck {

    /** Stays, so that what was found can be read. */
    private static final Path NOTES = Path.of("target", "native-check");

    private final Path folder;
    private final String[] exceptions;
    private List<Touch> touches;

    /**
     * @param folder where the build has put what native-image is given
     * @param exceptions the files with what needn't be registered
     */
    NativeImageCheck(Path folder, String... exceptions) {
        this.folder = folder;
        this.exceptions = exceptions;
    }

    /**
     * Goes through all that the application can do.
     *
     * @param empty a folder for whatever needs one
     * @param flags for the JVM that the application runs on
     */
    abstract void walk(Path empty, String... flags) throws Exception;

    @BeforeAll
    void walk(@TempDir Path empty) throws Exception {
        Watch watch = new Watch(Files.createDirectories(NOTES));
        walk(empty, watch.flags());
        touches = watch.touches();
    }

    @Test
    void whatIsReachedByReflectionIsInTheImageAndNothingElseThatCannotBe() throws IOException {
        Exceptions excepted = Exceptions.read(exceptions);
        try (Image image = new Image(folder)) {
            assertThat(without(excepted, missing(image))).as("what a native image would miss").isEmpty();
            assertThat(without(excepted, refused(image))).as("what a native image can't hold").isEmpty();
        }
        assertThat(excepted.unused()).as("exceptions that nothing needs").isEmpty();
    }

    private static Set<String> without(Exceptions exceptions, List<Touch> touches) {
        return touches.stream().filter(touch -> !exceptions.has(touch)).map(Touch::toString)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /**
     * What runs or has a seed, and was made by a class as that was initialised. In an image all processes would have the
     * same, so native-image doesn't go on where a field holds one.
     */
    private List<Touch> refused(Image image) {
        return touches.stream()
                .filter(touch -> touch.isMade() && !touch.apartFromTheApplication())
                .filter(touch -> image.early(touch.initializing().stream().limit(1).toList()))
                .toList();
    }

    private List<Touch> missing(Image image) throws IOException {
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
