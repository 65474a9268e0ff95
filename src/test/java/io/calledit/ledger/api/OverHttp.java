package io.calledit.ledger.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;

import jakarta.inject.Inject;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

import io.calledit.ledger.Examples;
import io.calledit.ledger.Head;
import io.quarkus.test.common.http.TestHTTPResource;

/** What the tests of the API share: an empty ledger of Ann's, who asks, and a client. */
abstract class OverHttp {

    static final String PLAN =
            """
            {"prediction_statement":"It rains in Paris on 1 December 2026.","verification_date":"2026-12-01T23:59:59+01:00",
            "verification_method":{"source":["Météo-France"],"criteria":["True if it rains","False if not"],"steps":["Look"]},
            "initial_status":"pending","assumptions":[]}""";

    @Inject
    WatchedStore store;

    @Inject
    SwitchedOwner owner;

    @Inject
    ServiceClock clock;

    @TestHTTPResource("/")
    URI address;

    Api api;

    @BeforeEach
    void begin() {
        store.forget();
        owner.become(Examples.ANN);
        clock.set(ServiceClock.START);
        api = new Api(address);
    }

    @AfterEach
    void nothingRanOnAnEventLoop() {
        assertThat(store.usesOnAnEventLoop()).as("uses of the store on an event loop").isZero();
    }

    static String call(String plan, String rest) {
        return "{\"plan\":" + plan + "," + rest + "}";
    }

    static String aCall() {
        return call(PLAN, "\"confidence\":70");
    }

    /** Makes a call and gives its id. */
    String logged() {
        return logged(aCall());
    }

    String logged(String body) {
        Api.Answer answer = api.log(body);
        assertThat(answer.status()).as(answer.body()).isEqualTo(201);
        return answer.json().get("id").asText();
    }

    Head head() {
        return store.head(owner.get());
    }
}
