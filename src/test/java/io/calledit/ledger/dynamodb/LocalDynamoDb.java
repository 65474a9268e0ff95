package io.calledit.ledger.dynamodb;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClientBuilder;

/**
 * Amazon's DynamoDB Local, in a process of its own, since its libraries don't get on with ours; one for all tests of this
 * JVM, started by the first that needs it. The build puts its jars into target/dynamodb-local.
 */
public final class LocalDynamoDb {

    public static final String REGION = "eu-central-1";

    /** It takes any letters and digits for a key. */
    public static final String KEY = "test";

    private static final Path HOME = Path.of("target", "dynamodb-local").toAbsolutePath();
    private static final Duration LONGEST_START = Duration.ofSeconds(60);
    private static final int TRIES = 3;

    private static URI endpoint;

    private LocalDynamoDb() {}

    public static synchronized URI endpoint() {
        if (endpoint == null) {
            endpoint = start();
        }
        return endpoint;
    }

    /** A client of it, whose requests pass these interceptors. */
    public static DynamoDbClient client(ExecutionInterceptor... interceptors) {
        return client(endpoint(), interceptors);
    }

    public static DynamoDbClient client(URI endpoint, ExecutionInterceptor... interceptors) {
        return builder(endpoint)
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .overrideConfiguration(configuration -> {
                    for (ExecutionInterceptor interceptor : interceptors) {
                        configuration.addExecutionInterceptor(interceptor);
                    }
                })
                .build();
    }

    static DynamoDbClientBuilder builder(URI endpoint) {
        return DynamoDbClient.builder()
                .endpointOverride(endpoint)
                .region(Region.of(REGION))
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create(KEY, KEY)));
    }

    /** A table of the ledger's with nothing in it, and a name that no other test has. */
    public static String newTable(DynamoDbClient client) {
        String table = "calledit-" + UUID.randomUUID();
        new CallTable(client, table).make(false);
        return table;
    }

    private static URI start() {
        if (!Files.isDirectory(HOME)) {
            throw new IllegalStateException("DynamoDB Local isn't at " + HOME + "; ./mvnw process-test-resources brings it");
        }
        for (int attempt = 1; ; attempt++) {
            int port = freePort();
            if (answers(run(port), port)) {
                return URI.create("http://localhost:" + port);
            }
            // Someone else took the port in between.
            if (attempt == TRIES) {
                throw new IllegalStateException("DynamoDB Local doesn't start; see " + HOME.resolve("log.txt"));
            }
        }
    }

    private static Process run(int port) {
        try {
            Process process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                            "-Xmx256m",
                            "-XX:+UseSerialGC",
                            "-XX:TieredStopAtLevel=1",
                            "-cp",
                            HOME + File.separator + "*",
                            "-Dsqlite4java.library.path=" + HOME,
                            "com.amazonaws.services.dynamodbv2.local.main.ServerRunner",
                            "-inMemory",
                            "-disableTelemetry",
                            "-port",
                            Integer.toString(port))
                    .redirectErrorStream(true)
                    .redirectOutput(HOME.resolve("log.txt").toFile())
                    .start();
            Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
            return process;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean answers(Process process, int port) {
        long giveUp = System.nanoTime() + LONGEST_START.toNanos();
        while (System.nanoTime() < giveUp) {
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
                return process.isAlive();
            } catch (IOException notYet) {
                if (ends(process)) {
                    return false;
                }
            }
        }
        process.destroyForcibly();
        return false;
    }

    private static boolean ends(Process process) {
        try {
            process.onExit().get(50, TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException stillThere) {
            return false;
        } catch (InterruptedException | ExecutionException e) {
            process.destroyForcibly();
            throw new IllegalStateException(e);
        }
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
