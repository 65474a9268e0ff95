package io.calledit.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * How a process of the benchmark takes its orders: a line comes in, a line goes out. When nobody is there any more to
 * give them, the process ends, so that none outlives the benchmark, however that ended.
 */
final class Commands {

    /** Stands before an answer, since libraries write to the standard output as well. */
    static final String ANSWER = "> ";

    private Commands() {}

    /** What a process does when told. */
    interface Worker {
        String obey(String[] words) throws Exception;
    }

    /**
     * Obeys until the input ends, and then ends the process, and with it those that it was told to guard, which take no
     * orders.
     */
    static void follow(Worker worker) throws IOException {
        List<Long> guarded = new ArrayList<>();
        BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            String answer;
            try {
                String[] words = line.split(" ");
                answer = switch (words[0]) {
                    case "clock" -> Long.toString(System.nanoTime());
                    case "guard" -> Boolean.toString(guarded.add(Long.valueOf(words[1])));
                    default -> worker.obey(words);
                };
            } catch (Exception e) {
                answer = "failed: " + e;
            }
            System.out.println(ANSWER + answer.replace('\n', ' '));
        }
        guarded.forEach(pid -> ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly));
        Runtime.getRuntime().halt(0);
    }
}
