package io.calledit.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleBiFunction;
import java.util.function.ToDoubleFunction;

/** The results as Markdown, and which of the targets were met. */
final class Report {

    private static final double MOST_CPU = 1.2; // times the floor's
    private static final double MOST_LATENCY_MS = 1; // above the floor's
    private static final double MOST_MEMORY_MB = 200;

    private final StringBuilder text = new StringBuilder();
    private final List<String> targets = new ArrayList<>();

    void title(String machine, Options options) {
        line("Measured on: %s.", machine);
        line("");
        line("Medians of %d windows of %d s each, after %d s of warm-up; service and floor by turns.",
                options.rounds(), options.seconds(), options.warmUp());
    }

    void saturation(Map<Contender, List<Window>> windows, int sockets, String flags) {
        head("At saturation: " + sockets + " sockets, one plan after the other on each (`" + flags + "`)", windows);
        row(windows, "Server CPU per token", "µs", 1, Window::cpuPerToken);
        row(windows, "Server CPU per frame", "µs", 1, Window::cpuPerFrame);
        row(windows, "Tokens per second", "", 0, Window::tokensPerSecond);
        row(windows, "Frames per second", "", 0, Window::framesPerSecond);
        row(windows, "Cores used by the server", "", 2, window -> window.cpu() / window.seconds());
        row(windows, "Cores used by emulator and load", "", 2, window -> window.around() / window.seconds());
        cpuTarget(windows, "saturation");
    }

    void paced(Map<Contender, List<Window>> windows, int sockets, String flags) {
        head(sockets + " plans at a time, 25 tokens a second each (`" + flags + "`)", windows);
        row(windows, "Added latency of a token, p50", "ms", 2, window -> window.p50() / 1e3);
        row(windows, "p99", "ms", 2, window -> window.p99() / 1e3);
        row(windows, "p99.9", "ms", 2, window -> window.p999() / 1e3);
        row(windows, "Server CPU per token", "µs", 1, Window::cpuPerToken);
        row(windows, "Server CPU per frame", "µs", 1, Window::cpuPerFrame);
        row(windows, "Tokens per second", "", 0, Window::tokensPerSecond);
        row(windows, "Memory resident", "MB", 0, window -> window.resident() / 1e6);
        cpuTarget(windows, "25 tokens a second");
        if (windows.size() == 2) {
            target("p99 above the floor's", each(windows, (service, floor) -> (service.p99() - floor.p99()) / 1e3),
                    MOST_LATENCY_MS, "ms", 2);
        }
        if (windows.containsKey(Contender.SERVICE)) {
            double[] resident = windows.get(Contender.SERVICE).stream().mapToDouble(w -> w.resident() / 1e6).toArray();
            target("Memory resident", resident, MOST_MEMORY_MB, "MB", 0);
        }
    }

    void idle(Map<Contender, Idle> idle) {
        line("");
        line("### Sockets that say nothing");
        line("");
        line("| | Sockets | Heap for each | Resident for each | Resident in all |");
        line("|---|--:|--:|--:|--:|");
        idle.forEach((contender, it) -> line("| %s | %,d | %.1f KB | %.1f KB | %.0f MB |", name(contender), it.sockets(),
                it.heap() / 1e3, it.resident() / 1e3, it.total() / 1e6));
    }

    void startUp(Map<String, Map<String, double[]>> took, String flags) {
        line("");
        line("### From the start of the process to the first word (`%s`)", flags);
        line("");
        line("| | Bedrock, median | fastest to slowest | Rules, median | fastest to slowest |");
        line("|---|--:|--:|--:|--:|");
        took.forEach((form, byVoice) -> {
            StringBuilder cells = new StringBuilder();
            for (String voice : StartUp.VOICES) {
                double[] ms = byVoice == null ? null : byVoice.get(voice);
                cells.append(ms == null
                        ? " not here | |"
                        : String.format(Locale.ROOT, " %,.0f ms | %,.0f–%,.0f |", median(ms), ms[0], ms[ms.length - 1]));
            }
            line("| %s |%s", form, cells);
        });
    }

    String markdown() {
        StringBuilder all = new StringBuilder(text);
        if (!targets.isEmpty()) {
            all.append("\n### Targets\n\n| | Round by round | Median | Target | |\n|---|---|--:|--:|---|\n");
            targets.forEach(target -> all.append(target).append('\n'));
        }
        return all.toString();
    }

    private void cpuTarget(Map<Contender, List<Window>> windows, String where) {
        if (windows.size() == 2) {
            target("CPU per frame over the floor's, " + where,
                    each(windows, (service, floor) -> service.cpuPerFrame() / floor.cpuPerFrame()), MOST_CPU, "×", 2);
            target("CPU per token over the floor's, " + where,
                    each(windows, (service, floor) -> service.cpuPerToken() / floor.cpuPerToken()), MOST_CPU, "×", 2);
        }
    }

    private void target(String name, double[] rounds, double most, String unit, int digits) {
        String number = "%." + digits + "f";
        StringBuilder each = new StringBuilder();
        for (double round : rounds) {
            each.append(each.isEmpty() ? "" : ", ").append(String.format(Locale.ROOT, number, round));
        }
        double median = median(rounds);
        targets.add(String.format(Locale.ROOT, "| %s | %s | " + number + " %s | ≤ %s %s | %s |", name, each, median, unit,
                Double.toString(most).replaceFirst("\\.0$", ""), unit, median <= most ? "met" : "**missed**"));
    }

    private static double[] each(Map<Contender, List<Window>> windows, ToDoubleBiFunction<Window, Window> compared) {
        List<Window> service = windows.get(Contender.SERVICE);
        List<Window> floor = windows.get(Contender.FLOOR);
        double[] rounds = new double[service.size()];
        for (int i = 0; i < rounds.length; i++) {
            rounds[i] = compared.applyAsDouble(service.get(i), floor.get(i));
        }
        return rounds;
    }

    private void head(String title, Map<Contender, List<Window>> windows) {
        line("");
        line("### %s", title);
        line("");
        StringBuilder names = new StringBuilder("| |");
        windows.keySet().forEach(contender -> names.append(' ').append(name(contender)).append(" |"));
        line("%s", names);
        line("|---|%s", "--:|".repeat(windows.size()));
    }

    private void row(Map<Contender, List<Window>> windows, String name, String unit, int digits, ToDoubleFunction<Window> of) {
        StringBuilder cells = new StringBuilder();
        for (List<Window> each : windows.values()) {
            cells.append(String.format(Locale.ROOT, " %,." + digits + "f%s |",
                    median(each.stream().mapToDouble(of).toArray()), unit.isEmpty() ? "" : " " + unit));
        }
        line("| %s |%s", name, cells);
    }

    private static String name(Contender contender) {
        return contender == Contender.SERVICE ? "CalledIt" : "floor";
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    private void line(String format, Object... values) {
        text.append(String.format(Locale.ROOT, format, values)).append('\n');
    }
}
