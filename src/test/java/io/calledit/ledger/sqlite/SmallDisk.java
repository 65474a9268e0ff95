package io.calledit.ledger.sqlite;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A real file system of {@value #SIZE} bytes, which binds root, too, when it is full or read-only. */
final class SmallDisk implements AutoCloseable {

    static final int SIZE = 2 * 1024 * 1024;

    private final Path folder;

    private SmallDisk(Path folder) {
        this.folder = folder;
    }

    /** One on that folder, or nothing where this user may not mount any. */
    static Optional<SmallDisk> mount(Path folder) throws IOException, InterruptedException {
        Files.createDirectories(folder);
        boolean mounted = run("mount", "-t", "tmpfs", "-o", "size=" + SIZE, "tmpfs", folder.toString());
        return mounted ? Optional.of(new SmallDisk(folder)) : Optional.empty();
    }

    Path folder() {
        return folder;
    }

    void makeReadOnly() throws IOException, InterruptedException {
        mustRun("mount", "-o", "remount,ro", folder.toString());
    }

    void makeWritable() throws IOException, InterruptedException {
        mustRun("mount", "-o", "remount,rw", folder.toString());
    }

    private static void mustRun(String... command) throws IOException, InterruptedException {
        if (!run(command)) {
            throw new IOException("failed: " + List.of(command));
        }
    }

    private static boolean run(String... command) throws IOException, InterruptedException {
        try {
            Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
            process.getInputStream().readAllBytes();
            return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException noSuchCommand) {
            return false;
        }
    }

    @Override
    public void close() throws IOException, InterruptedException {
        mustRun("umount", folder.toString());
        try (Stream<Path> left = Files.list(folder)) {
            if (left.findAny().isPresent()) {
                throw new IOException("something was written beneath " + folder);
            }
        }
    }
}
