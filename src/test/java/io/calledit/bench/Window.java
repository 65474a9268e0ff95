package io.calledit.bench;

import java.util.HashMap;
import java.util.Map;

/**
 * What was seen of one contender in one window of steady load.
 *
 * @param seconds how long it was
 * @param cpu the server's processor time in it, in seconds
 * @param around the same of the emulator and the load generator together
 * @param tokens how many tokens came
 * @param frames in how many frames they came
 * @param p50 of a token's way from the emulator through the server to the client, in microseconds; likewise the others
 * @param resident the server's memory at the end, in bytes
 */
record Window(
        double seconds, double cpu, double around, long tokens, long frames, long p50, long p99, long p999, long resident) {

    /** @return in microseconds */
    double cpuPerToken() {
        return cpu * 1e6 / tokens;
    }

    /** @return in microseconds */
    double cpuPerFrame() {
        return cpu * 1e6 / frames;
    }

    double tokensPerSecond() {
        return tokens / seconds;
    }

    double framesPerSecond() {
        return frames / seconds;
    }

    /** Measures from now on, while the load goes on. */
    static Window measure(Stage stage, Child server, int seconds) throws Exception {
        Map<String, String> before = values(stage.load().order("mark"));
        long start = System.nanoTime();
        double cpu = seconds(server);
        double around = seconds(stage.load()) + seconds(stage.bedrock());
        Pause.seconds(seconds);
        double cpuAfter = seconds(server);
        double aroundAfter = seconds(stage.load()) + seconds(stage.bedrock());
        Map<String, String> after = values(stage.load().order("mark"));
        double took = (System.nanoTime() - start) / 1e9;
        noTrouble(after);
        Window window = new Window(took, cpuAfter - cpu, aroundAfter - around,
                number(after, "tokens") - number(before, "tokens"), number(after, "frames") - number(before, "frames"),
                number(after, "p50"), number(after, "p99"), number(after, "p999"), server.resident());
        if (window.tokens() == 0) {
            throw new IllegalStateException("no tokens came");
        }
        return window;
    }

    /** @throws IllegalStateException if a token was missing, or a plan ended in an error */
    static void noTrouble(Map<String, String> mark) {
        if (number(mark, "troubles") > 0) {
            throw new IllegalStateException(mark.get("troubles") + " troubles, the first: " + mark.get("trouble"));
        }
    }

    static Map<String, String> values(String mark) {
        Map<String, String> values = new HashMap<>();
        for (String each : mark.split(" ")) {
            int equals = each.indexOf('=');
            values.put(each.substring(0, equals), each.substring(equals + 1));
        }
        return values;
    }

    private static long number(Map<String, String> values, String name) {
        return Long.parseLong(values.get(name));
    }

    private static double seconds(Child child) {
        return child.cpu().toNanos() / 1e9;
    }
}
