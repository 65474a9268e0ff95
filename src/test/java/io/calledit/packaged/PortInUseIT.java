package io.calledit.packaged;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A service that can't have its port says so before anything else. */
class PortInUseIT {

    @TempDir
    Path dataDir;

    @Test
    void thePortIsTheFirstThingThatIsSaidToBeWrong() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String port = String.valueOf(taken.getLocalPort());

            Throwable failure = catchThrowable(() -> PackagedService.start(dataDir, Map.of(
                    "QUARKUS_HTTP_HOST", taken.getInetAddress().getHostAddress(), "QUARKUS_HTTP_PORT", port)));

            assertThat(failure).rootCause().message().satisfies(said -> assertThat(said.lines()
                            .filter(line -> line.contains("\"level\":\"ERROR\"") || line.contains("\"level\":\"WARN\"")))
                    .first().asString().contains(port));
        }
    }
}
