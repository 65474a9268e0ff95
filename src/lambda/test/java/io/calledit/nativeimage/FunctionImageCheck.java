package io.calledit.nativeimage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The function, as the one executable that a custom runtime starts. */
class FunctionImageCheck extends NativeImageCheck {

    FunctionImageCheck() throws IOException {
        super(folder(), "both.txt", "function.txt");
    }

    private static Path folder() throws IOException {
        try (Stream<Path> built = Files.list(Path.of("target"))) {
            List<Path> folders = built.filter(path -> path.toString().endsWith("-native-image-source-jar")).toList();
            assertThat(folders).hasSize(1);
            return folders.get(0);
        }
    }

    @Override
    void walk(Path empty, String... flags) throws Exception {
        try (Image image = new Image(folder())) {
            new FunctionWalk(empty, image.application(), flags).goAll();
        }
    }
}
