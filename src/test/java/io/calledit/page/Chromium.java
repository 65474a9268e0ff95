package io.calledit.page;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Where this machine's Chromium is, and what to say where it has none. */
record Chromium(Path executable) {

    private static final List<String> NAMES = List.of("chromium", "chromium-browser", "google-chrome",
            "google-chrome-stable", "chrome.exe", "msedge.exe");

    private static final List<String> USUAL_PLACES = List.of("/usr/bin", "/usr/local/bin", "/snap/bin",
            "/opt/google/chrome");

    private static final List<String> ELSEWHERE = List.of(
            "/Applications/Chromium.app/Contents/MacOS/Chromium",
            "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
            "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
            "C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe",
            "C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe");

    static final String HOW_TO_GET_ONE = "Browser tests need Chromium or Chrome, and none was found. Install one"
            + " (Debian, Ubuntu: apt-get install chromium), or set CHROMIUM_PATH to where it is.";

    /**
     * The one that {@code CHROMIUM_PATH} names, else the first on the path and at the usual places.
     *
     * @throws IllegalStateException where {@code CHROMIUM_PATH} names none, as looking further would hide the mistake
     */
    static Optional<Chromium> find(Map<String, String> environment) {
        var named = environment.get("CHROMIUM_PATH");
        if (named != null && !named.isBlank()) {
            var path = Path.of(named);
            if (!Files.isExecutable(path)) {
                throw new IllegalStateException("CHROMIUM_PATH names " + named + ", which can't be run.");
            }
            return Optional.of(new Chromium(path));
        }
        var folders = Stream.concat(
                Stream.of(environment.getOrDefault("PATH", "").split(File.pathSeparator)).filter(s -> !s.isBlank()),
                USUAL_PLACES.stream());
        var candidates = folders.flatMap(folder -> NAMES.stream().map(name -> Path.of(folder, name)));
        return Stream.concat(candidates, ELSEWHERE.stream().map(Path::of))
                .filter(Files::isRegularFile)
                .filter(Files::isExecutable)
                .findFirst()
                .map(Chromium::new);
    }

    /** What it is started with: nothing that reaches out to the network by itself, and no sandbox for root. */
    List<String> arguments() {
        var quiet = Stream.of("--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
                "--disable-component-update", "--disable-sync");
        var root = "root".equals(System.getProperty("user.name")) ? Stream.of("--no-sandbox") : Stream.<String>empty();
        return Stream.concat(quiet, root).toList();
    }
}
