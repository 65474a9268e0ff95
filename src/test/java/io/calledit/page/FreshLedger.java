package io.calledit.page;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Gives the application under test an empty ledger of its own, where it would open the one of whoever runs the tests. */
public final class FreshLedger implements QuarkusTestResourceLifecycleManager {

    @Override
    public Map<String, String> start() {
        try {
            var folder = Files.createTempDirectory(Files.createDirectories(Path.of("target")), "ledger-");
            return Map.of("calledit.ledger.data-dir", folder.toAbsolutePath().toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void stop() {
        // The folder goes with the build's others: a failed test's ledger is worth a look.
    }
}
