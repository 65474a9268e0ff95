import java.io.File;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Starts the packaged service once while the image is built, and does what its users will: reads the page, has a plan drafted,
 * logs the call, asks for it. The virtual machine notes which classes that takes and writes them into its cache when the
 * service has stopped.
 *
 * <p>The arguments are the command that starts the service. It has to begin with {@code java}'s path, and is given a port and
 * a folder for its ledger by environment variables. Exit code 1 where anything goes wrong, since an image with half a cache
 * would look like a good one.
 */
final class Training {

    private static final long LONGEST_WAIT_SECONDS = 120;
    private static final Pattern CONTENT = Pattern.compile("\"type\":\"complete\".*?\"content\":(\\{.*}),\"model\":\"", Pattern.DOTALL);

    private final HttpClient http = HttpClient.newHttpClient();
    private final URI service;

    private Training(int port) {
        this.service = URI.create("http://127.0.0.1:" + port);
    }

    public static void main(String[] command) throws Exception {
        int port = freePort();
        Path ledger = Files.createTempDirectory("training");
        ProcessBuilder builder = new ProcessBuilder(command).inheritIO();
        builder.environment().put("QUARKUS_HTTP_HOST", "127.0.0.1");
        builder.environment().put("QUARKUS_HTTP_PORT", Integer.toString(port));
        builder.environment().put("CALLEDIT_LEDGER_DATA_DIR", ledger.toString());
        Process process = builder.start();
        try {
            new Training(port).work(process);
            process.destroy();
            if (!process.waitFor(LONGEST_WAIT_SECONDS, TimeUnit.SECONDS)) {
                throw new IllegalStateException("The service doesn't stop.");
            }
        } finally {
            process.destroyForcibly();
            remove(ledger);
        }
    }

    private void work(Process process) throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(LONGEST_WAIT_SECONDS);
        while (!isReady()) {
            if (!process.isAlive() || System.nanoTime() > end) {
                throw new IllegalStateException("The service doesn't start.");
            }
            Thread.sleep(50);
        }
        expect(200, get("/"));
        expect(200, get("/api/calls"));
        String plan = draft();
        HttpRequest call = HttpRequest.newBuilder(service.resolve("/api/calls"))
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", "training")
                .POST(HttpRequest.BodyPublishers.ofString(
                        "{\"prompt\":\"It snows in Boston this winter\",\"confidence\":70,\"plan\":" + plan + "}"))
                .build();
        expect(201, call);
        expect(200, get("/api/calls"));
    }

    /** The plan, as the last frame has it. */
    private String draft() throws Exception {
        CompletableFuture<String> ended = new CompletableFuture<>();
        WebSocket socket = http.newWebSocketBuilder()
                .buildAsync(URI.create("ws" + service.resolve("/ws").toString().substring("http".length())), new Reader(ended))
                .get(LONGEST_WAIT_SECONDS, TimeUnit.SECONDS);
        socket.sendText("{\"action\":\"makecall\",\"prompt\":\"It snows in Boston this winter\",\"timezone\":\"America/New_York\"}", true);
        String last = ended.get(LONGEST_WAIT_SECONDS, TimeUnit.SECONDS);
        socket.sendClose(WebSocket.NORMAL_CLOSURE, "").get(LONGEST_WAIT_SECONDS, TimeUnit.SECONDS);
        Matcher content = CONTENT.matcher(last);
        if (!content.find()) {
            throw new IllegalStateException("The draft ended without a plan: " + last);
        }
        return content.group(1);
    }

    private boolean isReady() throws InterruptedException {
        try {
            return http.send(get("/q/health/ready"), BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        }
    }

    private HttpRequest get(String path) {
        return HttpRequest.newBuilder(service.resolve(path)).build();
    }

    private void expect(int status, HttpRequest request) throws IOException, InterruptedException {
        HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
        if (answer.statusCode() != status) {
            throw new IllegalStateException(request + " was answered with " + answer.statusCode() + ": " + answer.body());
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static void remove(Path folder) throws IOException {
        File[] files = folder.toFile().listFiles();
        for (File file : files == null ? new File[0] : files) {
            Files.delete(file.toPath());
        }
        Files.delete(folder);
    }

    /** Waits for the frame that ends the draft. */
    private static final class Reader implements WebSocket.Listener {

        private static final List<String> ENDS = List.of("complete", "error", "stopped");

        private final List<CharSequence> parts = new ArrayList<>();
        private final CompletableFuture<String> ended;

        private Reader(CompletableFuture<String> ended) {
            this.ended = ended;
        }

        @Override
        public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
            parts.add(data.toString());
            if (last) {
                String frame = String.join("", parts);
                parts.clear();
                if (ENDS.stream().anyMatch(end -> frame.startsWith("{\"type\":\"" + end + "\""))) {
                    ended.complete(frame);
                }
            }
            socket.request(1);
            return null;
        }

        @Override
        public CompletionStage<?> onClose(WebSocket socket, int status, String reason) {
            ended.completeExceptionally(new IOException("closed with " + status));
            return null;
        }

        @Override
        public void onError(WebSocket socket, Throwable error) {
            ended.completeExceptionally(error);
        }
    }
}
