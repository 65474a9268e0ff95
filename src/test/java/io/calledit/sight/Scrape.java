package io.calledit.sight;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** The figures of a running service at one moment, as a collector reads them. */
public final class Scrape {

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Executor A_MOMENT_LATER = CompletableFuture.delayedExecutor(20, TimeUnit.MILLISECONDS);

    private final String text;
    private final Map<String, Double> figures = new LinkedHashMap<>();

    private Scrape(String text) {
        this.text = text;
        text.lines().filter(line -> !line.startsWith("#") && !line.isBlank()).forEach(line -> {
            int space = line.lastIndexOf(' ');
            figures.put(line.substring(0, space), Double.parseDouble(line.substring(space + 1)));
        });
    }

    /** @param service the service's address, of which only host and port count */
    public static Scrape of(URI service) throws Exception {
        var answer = HTTP.send(
                HttpRequest.newBuilder(URI.create("http://" + service.getAuthority() + "/q/metrics"))
                        .timeout(PATIENCE).build(),
                BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return new Scrape(answer.body());
    }

    /** The first one of which that is true; what is counted at a run's end is counted after its last frame is sent. */
    public static Scrape when(URI service, Predicate<Scrape> happened) throws Exception {
        var deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            var scrape = of(service);
            if (happened.test(scrape)) {
                return scrape;
            }
            assertThat(System.nanoTime()).as("it never came to that:%n%s", scrape.text).isLessThan(deadline);
            CompletableFuture.runAsync(() -> { }, A_MOMENT_LATER).get();
        }
    }

    /** A figure by its name and labels as they are written; 0 for one that isn't there. */
    public double get(String figure) {
        return figures.getOrDefault(figure, 0.0);
    }

    /** The names of all figures, without their labels. */
    public Set<String> names() {
        return figures.keySet().stream().map(figure -> figure.replaceFirst("\\{.*", "")).collect(Collectors.toSet());
    }

    public Map<String, Double> figures() {
        return Map.copyOf(figures);
    }

    public String text() {
        return text;
    }
}
