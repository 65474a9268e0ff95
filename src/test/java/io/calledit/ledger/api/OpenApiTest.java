package io.calledit.ledger.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;

/** The page's types are made from a copy of the API's description, which this keeps true. */
@QuarkusTest
@TestProfile(Watched.class)
class OpenApiTest {

    private static final Path COPY = Path.of("frontend/openapi.json");
    private static final String RENEW = "renew-openapi";
    private static final ObjectMapper JSON =
            new ObjectMapper().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);

    @TestHTTPResource("/q/openapi?format=json")
    URI address;

    @Test
    void theCopyThatThePagesTypesAreMadeFromIsWhatIsServed() throws Exception {
        String served = sorted(HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString())
                .body());

        if (System.getProperty(RENEW) != null) {
            Files.writeString(COPY, served);
        }

        assertThat(COPY)
                .as("frontend/openapi.json is older than the API. Renew it, and then the page's types, with"
                        + " `./mvnw test -Dtest=OpenApiTest -D%s -Dfrontend.skip` and `npm run api` in frontend/.", RENEW)
                .content()
                .isEqualTo(served);
    }

    private static String sorted(String json) throws IOException {
        DefaultPrettyPrinter printer = new DefaultPrettyPrinter()
                .withObjectIndenter(new DefaultIndenter("  ", "\n"))
                .withArrayIndenter(new DefaultIndenter("  ", "\n"));
        return JSON.writer(printer).writeValueAsString(JSON.treeToValue(JSON.readTree(json), Object.class)) + "\n";
    }
}
