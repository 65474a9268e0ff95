package io.calledit.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusIntegrationTest;

/** Which addresses are the page's, and which are nothing's, in the packaged service. */
@QuarkusIntegrationTest
class ViewsIT {

    @TestHTTPResource("/")
    URL address;

    @ParameterizedTest
    @ValueSource(strings = {"/", "/ledger", "/ledger?state=open&q=x", "/calls/k3v9q2m7x0d4t8wz"})
    void aViewIsAnsweredWithThePage(String path) throws Exception {
        HttpResponse<String> page = get(path, "text/html,application/xhtml+xml");

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body()).contains("<div id=\"root\">");
        assertThat(page.headers().allValues("cache-control")).containsExactly("no-cache");
        assertThat(page.headers().firstValue("content-security-policy")).isPresent();
        assertThat(page.headers().allValues("x-content-type-options")).containsExactly("nosniff");
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "/assets/unknown.js", "/api/unknown", "/q/unknown", "/favicon-unknown.png", "/unknown", "/ledger/unknown", "/calls", "/calls/a/b"
    })
    void whatIsNotThereIsNotFound(String path) throws Exception {
        assertThat(get(path, "text/html").statusCode()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/unknown", "/ledger/unknown", "/calls", "/calls/a/b"})
    void anAddressThatIsNotThereIsNotFoundByThePageItself(String path) throws Exception {
        assertThat(get(path, "text/html").body()).contains("<div id=\"root\">");
        assertThat(get(path, "application/json").statusCode()).isEqualTo(404);
        assertThat(get(path, "application/json").body()).doesNotContain("<div id=\"root\">");
    }

    @Test
    void whoeverAsksForAnythingButAPageDoesNotGetOne() throws Exception {
        assertThat(get("/ledger", "application/json").statusCode()).isEqualTo(404);
    }

    @Test
    void theApiAndItsDescriptionAreThereAndAreNotKept() throws Exception {
        HttpResponse<String> calls = get("/api/calls", "application/json");
        assertThat(calls.statusCode()).isEqualTo(200);
        assertThat(calls.headers().allValues("cache-control")).containsExactly("no-store");
        assertThat(calls.headers().allValues("x-content-type-options")).containsExactly("nosniff");
        assertThat(get("/q/openapi?format=json", "application/json").body()).contains("\"/api/calls\"");
        assertThat(get("/q/swagger-ui", "text/html").statusCode()).isEqualTo(404);
    }

    private HttpResponse<String> get(String path, String accept) throws Exception {
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(URI.create(address.toString().replaceAll("/$", "") + path)).header("Accept", accept).build(),
                        BodyHandlers.ofString());
    }
}
