package io.calledit.nativeimage;

import java.nio.file.Path;

import io.calledit.packaged.Walk;

/** The service, as one executable. */
class ServiceImageCheck extends NativeImageCheck {

    ServiceImageCheck() {
        super(Path.of("target", "native-sources"), "both.txt", "service.txt");
    }

    @Override
    void walk(Path empty, String... flags) throws Exception {
        new Walk(empty, flags).goAll();
    }
}
