package io.calledit.gateway.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.jose4j.jwt.NumericDate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import com.amazonaws.services.lambda.runtime.events.APIGatewayCustomAuthorizerEvent;
import com.amazonaws.services.lambda.runtime.events.IamPolicyResponse;

import io.calledit.identity.OriginChecks;
import io.calledit.time.SetClock;

class AuthorizerTest {

    private static final String PAGE = "https://calledit.example";
    private static final String CONNECT = "arn:aws:execute-api:eu-central-1:123456789012:abc123/ws/$connect";
    private static final String ANN = "8d0f6b1e-7f3c-4f0e-9b53-0c1f6f0a7a11";

    private final SetClock clock = new SetClock(Issuer.NOW);
    private Issuer issuer;
    private Authorizer authorizer;

    @BeforeEach
    void open() {
        issuer = new Issuer();
        authorizer = authorizer(issuer.settings());
    }

    @AfterEach
    void close() {
        issuer.close();
    }

    @Test
    void aTokenInThePagesCookieLetsItsOwnerIn() {
        IamPolicyResponse answer = ask(Map.of("Origin", PAGE, "Cookie", "theme=dark; calledit_token=" + issuer.token(ANN) + "; other=1"));

        assertThat(answer.getPrincipalId()).isEqualTo(ANN);
        assertThat(answer.getContext()).isEqualTo(Map.of("owner", ANN));
        assertThat(answer.getPolicyDocument()).containsEntry("Version", "2012-10-17");
        assertThat(statement(answer))
                .containsEntry("Effect", "Allow")
                .containsEntry("Action", "execute-api:Invoke")
                .containsEntry("Condition", Map.of())
                .satisfies(allowed -> assertThat((String[]) allowed.get("Resource")).containsExactly(CONNECT));
    }

    @Test
    void aBearerTokenLetsATerminalInWhichNamesNoOrigin() {
        assertThat(ask(bearer(issuer.token(ANN))).getPrincipalId()).isEqualTo(ANN);
        // As the HTTP API writes names.
        assertThat(ask(Map.of("authorization", "bearer " + issuer.token(ANN))).getPrincipalId()).isEqualTo(ANN);
    }

    @Test
    void whoNamesATokenMeansThatOneAndNotTheCookies() {
        assertRefused(ask(Map.of("Authorization", "Bearer nonsense", "Cookie", "calledit_token=" + issuer.token(ANN))));
    }

    @Test
    void aTokenCountsUntilItExpiresAndAsLongAsClocksMayDiffer() {
        String token = issuer.token(ANN);
        clock.advance(Duration.ofSeconds(3_600 + 29));
        assertThat(ask(bearer(token)).getPrincipalId()).isEqualTo(ANN);

        clock.advance(Duration.ofSeconds(2));
        assertRefused(ask(bearer(token)));
    }

    @Test
    void aTokenWithoutAnEndIsRefused() {
        assertRefused(ask(bearer(issuer.token(ANN, claims -> claims.unsetClaim("exp")))));
    }

    @Test
    void aTokenThatDoesNotCountYetIsRefused() {
        assertRefused(ask(bearer(issuer.token(
                ANN, claims -> claims.setNotBefore(NumericDate.fromSeconds(Issuer.NOW.plusSeconds(60).getEpochSecond()))))));
    }

    @Test
    void aTokenOfAnotherIssuerIsRefused() {
        assertRefused(ask(bearer(issuer.token(ANN, claims -> claims.setIssuer(issuer.name() + "/another-pool")))));
    }

    @Test
    void aTokenForAnotherClientIsRefused() {
        assertRefused(ask(bearer(issuer.token(ANN, claims -> claims.setStringClaim("client_id", "another-app")))));
        assertRefused(ask(bearer(issuer.token(ANN, claims -> claims.unsetClaim("client_id")))));
    }

    @Test
    void anIdTokenIsRefused() {
        assertRefused(ask(bearer(issuer.token(ANN, claims -> {
            claims.setStringClaim("token_use", "id");
            claims.unsetClaim("client_id");
            claims.setAudience(Issuer.CLIENT);
        }))));
        assertRefused(ask(bearer(issuer.token(ANN, claims -> claims.setStringClaim("token_use", "id")))));
    }

    @Test
    void aTokenSignedWithAnotherKeyIsRefused() {
        assertRefused(ask(bearer(issuer.forged(ANN))));
        assertRefused(ask(bearer(issuer.byAnUnknownKey(ANN))));
    }

    @Test
    void aTokenWithoutASignatureIsRefused() {
        assertRefused(ask(bearer(issuer.unsigned(ANN))));
        String signed = issuer.token(ANN);
        assertRefused(ask(bearer(signed.substring(0, signed.lastIndexOf('.') + 1))));
    }

    @Test
    void aTokenWhoseSubjectIsNoOwnersIdIsRefused() {
        assertRefused(ask(bearer(issuer.token("ann#head"))));
        assertRefused(ask(bearer(issuer.token(ANN, claims -> claims.unsetClaim("sub")))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Bearer", "Bearer ", "Basic YW5uOnNlY3JldA==", "Bearer a b", "Bearer a.b.c"})
    void anythingElseIsRefused(String authorization) {
        assertRefused(ask(Map.of("Authorization", authorization)));
    }

    @Test
    void whoHasNoTokenIsRefusedAndTheIssuerNotAsked() {
        assertRefused(ask(Map.of("Origin", PAGE)));
        assertRefused(ask(Map.of("Cookie", "theme=dark; calledit_token_of_another=x; calledit_token")));
        assertRefused(ask(null));
        assertThat(issuer.asked()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://evil.example", "http://calledit.example", "https://calledit.example.evil.example", "null",
            "https://abc123.execute-api.eu-central-1.amazonaws.com"})
    void aPageOfAnotherSiteIsRefusedWhateverItsToken(String origin) {
        assertRefused(ask(Map.of(
                "Origin", origin,
                "Host", "abc123.execute-api.eu-central-1.amazonaws.com",
                "Cookie", "calledit_token=" + issuer.token(ANN))));
        assertThat(issuer.asked()).isZero();
    }

    @Test
    void theKeysAreAskedForOnce() {
        for (int i = 0; i < 5; i++) {
            assertThat(ask(bearer(issuer.token(ANN))).getPrincipalId()).isEqualTo(ANN);
        }
        assertThat(issuer.asked()).isEqualTo(1);
    }

    @Test
    void namesOfKeysThatThereAreNotDoNotBringTheIssuerARequestEach() {
        for (int i = 0; i < 5; i++) {
            assertRefused(ask(bearer(issuer.byAnUnknownKey(ANN))));
        }
        assertThat(issuer.asked()).isEqualTo(1);
    }

    @Test
    void nothingIsSaidOfATokenWhileTheIssuersKeysCanNotBeHad() {
        issuer.answerWith(503);
        assertThatThrownBy(() -> ask(bearer(issuer.token(ANN)))).isInstanceOf(IssuerKeys.Unreachable.class);

        issuer.answerWith(200);
        assertThat(ask(bearer(issuer.token(ANN))).getPrincipalId()).isEqualTo(ANN);
    }

    @Test
    void withoutSettingsNobodyComesIn() {
        authorizer = authorizer(new Issuer.Settings(Optional.empty(), Optional.empty(), Optional.empty(), "calledit_token"));
        assertRefused(ask(bearer(issuer.token(ANN))));
    }

    private Authorizer authorizer(SignInConfig settings) {
        return new Authorizer(new TokenCheck(settings, clock), OriginChecks.allowing(PAGE), settings);
    }

    private IamPolicyResponse ask(Map<String, String> headers) {
        APIGatewayCustomAuthorizerEvent event = new APIGatewayCustomAuthorizerEvent();
        event.setType("REQUEST");
        event.setMethodArn(CONNECT);
        event.setHeaders(headers);
        return authorizer.handleRequest(event, null);
    }

    private static Map<String, String> bearer(String token) {
        return Map.of("Authorization", "Bearer " + token);
    }

    private static void assertRefused(IamPolicyResponse answer) {
        assertThat(statement(answer)).containsEntry("Effect", "Deny");
        assertThat(answer.getPrincipalId()).isEqualTo("nobody");
        assertThat(answer.getContext()).isEmpty();
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> statement(IamPolicyResponse answer) {
        Object statements = answer.getPolicyDocument().get("Statement");
        Object first = statements instanceof List<?> list ? list.get(0) : ((Object[]) statements)[0];
        return (Map<String, Object>) first;
    }
}
