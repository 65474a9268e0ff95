package io.calledit.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;

import org.junit.jupiter.api.Test;

class OriginCheckTest {

    @Test
    void aPageOfTheServiceItselfIsWelcome() {
        OriginCheck check = check(false);

        assertThat(check.isWelcome("https://calledit.example", "calledit.example")).isTrue();
        assertThat(check.isWelcome("http://localhost:8080", "localhost:8080")).isTrue();
        assertThat(check.isWelcome("http://LOCALHOST:8080", "localhost:8080")).isTrue();
        assertThat(check.isWelcome("http://[::1]:8080", "[::1]:8080")).isTrue();
    }

    @Test
    void aPageOfAnotherSiteIsNot() {
        OriginCheck check = check(false);

        for (String origin : new String[] {
            "https://evil.example",
            "https://calledit.example.evil.example",
            "https://calledit.example:8443",
            "http://localhost:5173",
            "https://user@calledit.example",
            "null",
            "",
            "calledit.example",
            "https://",
            "%%%"
        }) {
            assertThat(check.isWelcome(origin, "calledit.example")).as(origin).isFalse();
        }
        assertThat(check.isWelcome("https://calledit.example", null)).isFalse();
    }

    @Test
    void otherOriginsAreWelcomeWhereTheyAreAllowed() {
        OriginCheck check = check(false, "https://pages.example");

        assertThat(check.isWelcome("https://pages.example", "calledit.example")).isTrue();
        assertThat(check.isWelcome("https://other.example", "calledit.example")).isFalse();
    }

    @Test
    void aTerminalClientWithoutAnOriginIsWelcomeUnlessOneIsRequired() {
        assertThat(check(false).isWelcome(null, "calledit.example")).isTrue();
        assertThat(check(true).isWelcome(null, "calledit.example")).isFalse();
    }

    private static OriginCheck check(boolean required, String... allowed) {
        return new OriginCheck(OriginConfigFixture.of(required, Set.of(allowed), Set.of()));
    }
}
