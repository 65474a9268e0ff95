package io.calledit.ledger.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;

/** The API's description is a file, from which the page's types are made, too. This keeps it true. */
@QuarkusTest
@TestProfile(Watched.class)
class OpenApiTest {

    private static final String FILE = "META-INF/resources/q/openapi.json";
    private static final Path SOURCE = Path.of("src/main/resources").resolve(FILE);
    private static final String RENEW = "renew-openapi";
    private static final ObjectMapper JSON =
            new ObjectMapper().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);

    @TestHTTPResource("/")
    URI address;

    @Test
    void theDescriptionIsThatOfTheCode() throws Exception {
        String ofTheCode = sorted(get("/q/openapi-of-the-code?format=json").body());

        if (System.getProperty(RENEW) != null) {
            Files.writeString(SOURCE, ofTheCode);
        }

        assertThat(SOURCE)
                .as("%s is older than the API. Renew it, and then the page's types, with"
                        + " `./mvnw test -Dtest=OpenApiTest -D%s -Dfrontend.skip` and `npm run api` in frontend/.", SOURCE, RENEW)
                .content()
                .isEqualTo(ofTheCode);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/q/openapi", "/q/openapi?format=json", "/q/openapi.json"})
    void theFileIsWhatIsServed(String path) throws Exception {
        HttpResponse<String> served = get(path);

        assertThat(served.statusCode()).isEqualTo(200);
        assertThat(served.headers().firstValue("Content-Type")).hasValueSatisfying(type -> assertThat(type).startsWith("application/json"));
        assertThat(served.headers().allValues("Cache-Control")).containsExactly("no-cache");
        assertThat(served.body()).isEqualTo(packaged());
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return HttpClient.newHttpClient().send(HttpRequest.newBuilder(address.resolve(path)).build(), BodyHandlers.ofString());
    }

    /** Not the one among the sources, which another test may have just renewed. */
    private static String packaged() throws IOException {
        try (InputStream file = OpenApiTest.class.getClassLoader().getResourceAsStream(FILE)) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static String sorted(String json) throws IOException {
        DefaultPrettyPrinter printer = new DefaultPrettyPrinter()
                .withObjectIndenter(new DefaultIndenter("  ", "\n"))
                .withArrayIndenter(new DefaultIndenter("  ", "\n"));
        return JSON.writer(printer).writeValueAsString(JSON.treeToValue(JSON.readTree(json), Object.class)) + "\n";
    }
}
