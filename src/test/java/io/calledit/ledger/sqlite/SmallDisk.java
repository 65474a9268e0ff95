package io.calledit.ledger.sqlite;

import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A real file system of {@value #SIZE} bytes, which binds root, too, when it is full or read-only. */
final class SmallDisk implements AutoCloseable {

    static final int SIZE = 2 * 1024 * 1024;

    private final Path folder;

    private SmallDisk(Path folder) {
        this.folder = folder;
    }

    /**
     * One on that folder. The test is skipped where this user may not mount any; but root in a CI build may, and where even
     * that doesn't work nobody would ever look at what happens on such a disk, so there it fails.
     */
    static SmallDisk mount(Path folder) throws IOException, InterruptedException {
        Files.createDirectories(folder);
        boolean mounted = run("mount", "-t", "tmpfs", "-o", "size=" + SIZE, "tmpfs", folder.toString());
        if (!mounted && "true".equals(System.getenv("CI")) && "root".equals(System.getProperty("user.name"))) {
            fail("root can't mount a file system here: run the build where it can (a container needs CAP_SYS_ADMIN), or not as"
                    + " root, and the tests of full and read-only disks are skipped");
        }
        assumeTrue(mounted, "only who may mount a file system can fill one or make it read-only, which takes root on Linux");
        return new SmallDisk(folder);
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
