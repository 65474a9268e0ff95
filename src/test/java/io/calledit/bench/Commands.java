package io.calledit.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

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

    /** Obeys until the input ends, and then ends the process. */
    static void follow(Worker worker) throws IOException {
        BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            String answer;
            try {
                answer = line.equals("clock") ? Long.toString(System.nanoTime()) : worker.obey(line.split(" "));
            } catch (Exception e) {
                answer = "failed: " + e;
            }
            System.out.println(ANSWER + answer.replace('\n', ' '));
        }
        Runtime.getRuntime().halt(0);
    }
}
