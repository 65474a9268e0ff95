package io.calledit.gateway.standin.lambda;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * A process in which a function is run, one invocation at a time. Between two of them it stands still, as on AWS: what a
 * function leaves to be done after its answer isn't done.
 */
public final class Environment implements AutoCloseable {

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final Set<Process> ALIVE = ConcurrentHashMap.newKeySet();

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> ALIVE.forEach(Process::destroyForcibly)));
    }

    private final Duration timeout;
    private final Executor workers;
    private final RuntimeApi api;
    private final Path log;
    private final Process process;
    private final long startedAt;
    private volatile long askedAt;
    private volatile boolean ending;
    private volatile Duration cpuUntilItAsked;
    private final CompletableFuture<Void> gone;
    private final CompletableFuture<String> fault = new CompletableFuture<>();

    /**
     * Starts the process, and doesn't wait for it.
     *
     * @param timeout how long an invocation may take
     * @param log where the process writes to
     * @param workers for what blocks for a moment
     * @param free is told, on a thread that may block, each time that it can take an invocation
     */
    Environment(FunctionCode code, Duration timeout, Path log, Executor workers, Consumer<Environment> free) {
        this.timeout = timeout;
        this.log = log;
        this.workers = workers;
        api = new RuntimeApi(timeout, () -> {
            if (askedAt == 0) {
                askedAt = System.nanoTime();
                cpuUntilItAsked = cpu();
            }
            if (!ending) {
                signal("STOP");
                free.accept(this);
            }
        });
        api.start(0);
        ProcessBuilder builder = new ProcessBuilder(code.command())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        Map<String, String> environment = builder.environment();
        environment.put("AWS_LAMBDA_RUNTIME_API", api.address());
        environment.put("AWS_LAMBDA_FUNCTION_NAME", "calledit");
        environment.put("AWS_LAMBDA_FUNCTION_VERSION", "$LATEST");
        environment.put("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "512");
        environment.put("AWS_LAMBDA_LOG_GROUP_NAME", "/aws/lambda/calledit");
        environment.put("AWS_LAMBDA_LOG_STREAM_NAME", log.getFileName().toString());
        environment.put("AWS_REGION", "eu-central-1");
        environment.put("AWS_ACCESS_KEY_ID", "AKIDEMULATED");
        environment.put("AWS_SECRET_ACCESS_KEY", "emulated");
        environment.putAll(code.environment());
        code.directory().ifPresent(directory -> builder.directory(directory.toFile()));
        startedAt = System.nanoTime();
        try {
            process = builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        ALIVE.add(process);
        api.initError().thenAccept(fault::complete);
        gone = process.onExit().thenAccept(ended -> {
            ALIVE.remove(ended);
            fault.complete("The process ended with " + ended.exitValue() + "; see " + log);
        });
    }

    /** Completes when the process has ended, for whatever reason. */
    public CompletableFuture<Void> gone() {
        return gone;
    }

    /** What went wrong when the process has ended. */
    String fault() {
        return fault.getNow("It hasn't ended");
    }

    /** @return the number by which the operating system knows it */
    public long pid() {
        return process.pid();
    }

    /** What it has written so far. */
    public String said() throws IOException {
        return Files.readString(log);
    }

    /** When its process was started ({@link System#nanoTime()}). */
    public long startedAt() {
        return startedAt;
    }

    /** When it asked for an event for the first time ({@link System#nanoTime()}). */
    public long askedAt() {
        return askedAt;
    }

    /** The processor time that it had taken by then. */
    public Duration cpuUntilItAsked() {
        return cpuUntilItAsked;
    }

    /** The processor time that it has taken so far, by all its threads. */
    public Duration cpu() {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    /** Asks the process to end, as Lambda does with some before it kills them. It is given nothing more, and isn't held up. */
    public void askToEnd() {
        ending = true;
        process.destroy();
        signal("CONT");
    }

    /**
     * Gives the function an event; only when it is free.
     *
     * @return the function's answer; fails with a {@link FunctionError}
     */
    CompletableFuture<String> invoke(String event) {
        CompletableFuture<String> answer = new CompletableFuture<>();
        workers.execute(() -> {
            signal("CONT");
            HttpRequest request = HttpRequest.newBuilder(URI.create("http://" + api.address()))
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString(event))
                    .build();
            HTTP.sendAsync(request, HttpResponse.BodyHandlers.ofString()).whenComplete((response, failure) -> {
                if (failure != null) {
                    answer.completeExceptionally(failure);
                } else if (response.statusCode() == 200) {
                    answer.complete(response.body());
                } else {
                    answer.completeExceptionally(new FunctionError(response.body()));
                }
            });
        });
        gone.thenRun(() -> answer.completeExceptionally(new FunctionError(fault())));
        CompletableFuture.delayedExecutor(timeout.toMillis(), MILLISECONDS, workers).execute(() -> {
            if (answer.completeExceptionally(new FunctionError("Task timed out after " + timeout))) {
                process.destroyForcibly();
            }
        });
        return answer;
    }

    private void signal(String name) {
        try {
            new ProcessBuilder("/bin/sh", "-c", "kill -" + name + " " + process.pid()).start().waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Ends the process as AWS does: without a word. */
    @Override
    public void close() {
        process.destroyForcibly();
        gone.join();
        try {
            api.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
