package io.calledit.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * How the benchmark is to be run.
 *
 * @param scenarios what is measured
 * @param contenders who is measured
 * @param sockets how many sockets the scenario under load has; 0 for its own number
 * @param rounds how many windows each of them gets, in turns
 * @param seconds how long a window is
 * @param warmUp how many seconds of load come before the first window
 * @param java the home of the JVM that runs the contenders
 * @param serverArguments for that JVM; the same for each contender
 * @param properties more of them for the service alone
 * @param recording where the service's flight recording goes; null for none
 */
record Options(
        Set<Scenario> scenarios,
        Set<Contender> contenders,
        int sockets,
        int rounds,
        int seconds,
        int warmUp,
        Path java,
        List<String> serverArguments,
        List<String> properties,
        Path recording) {

    /** The heap begins small, and has room for the 2 MB that the AWS SDK takes for each stream: see docs/benchmarks.md. */
    private static final String SERVER_ARGUMENTS = "-Xms64m -Xmx768m -XX:+UseSerialGC";

    /**
     * On top of those, and before its own, for the service where its memory is measured: what docs/benchmarks.md
     * recommends. The floor wouldn't run with so small a heap.
     */
    static final List<String> SMALL = words("-Xms32m -Xmx40m -Xss512k -XX:TrimNativeHeapInterval=1000"
            + " -XX:+IgnoreUnrecognizedVMOptions -XX:+UseCompactObjectHeaders");

    static Options read(String[] arguments) {
        Set<Scenario> scenarios = EnumSet.allOf(Scenario.class);
        Set<Contender> contenders = EnumSet.allOf(Contender.class);
        int sockets = 0;
        int rounds = 3;
        int seconds = 12;
        int warmUp = 60;
        Path java = Path.of(System.getProperty("java.home"));
        List<String> serverArguments = words(SERVER_ARGUMENTS);
        List<String> properties = List.of();
        Path recording = null;
        for (int i = 0; i < arguments.length; i++) {
            String name = arguments[i];
            if (i + 1 == arguments.length) {
                throw new IllegalArgumentException(name + " needs a value");
            }
            String value = arguments[++i];
            switch (name) {
                case "--only" -> scenarios = chosen(Scenario.class, value);
                case "--contenders" -> contenders = chosen(Contender.class, value);
                case "--sockets" -> sockets = Integer.parseInt(value);
                case "--rounds" -> rounds = Integer.parseInt(value);
                case "--seconds" -> seconds = Integer.parseInt(value);
                case "--warm-up" -> warmUp = Integer.parseInt(value);
                case "--java" -> java = Path.of(value);
                case "--server-args" -> serverArguments = words(value);
                case "--service-args" -> properties = words(value);
                case "--jfr" -> recording = Path.of(value).toAbsolutePath();
                default -> throw new IllegalArgumentException("There is no option " + name);
            }
        }
        return new Options(
                scenarios, contenders, sockets, rounds, seconds, warmUp, java, serverArguments, properties, recording);
    }

    int sockets(int own) {
        return sockets == 0 ? own : sockets;
    }

    private static List<String> words(String text) {
        return text.isBlank() ? List.of() : List.of(text.trim().split("\\s+"));
    }

    private static <E extends Enum<E>> Set<E> chosen(Class<E> type, String names) {
        List<E> chosen = new ArrayList<>();
        Arrays.stream(names.split(",")).forEach(name -> chosen.add(Enum.valueOf(type, name.trim().toUpperCase(Locale.ROOT))));
        return EnumSet.copyOf(chosen);
    }
}
