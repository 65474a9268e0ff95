package io.calledit.gateway.auth;

import java.time.Clock;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

import org.jboss.logging.Logger;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwa.AlgorithmConstraints.ConstraintType;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.MalformedClaimException;
import org.jose4j.jwt.NumericDate;
import org.jose4j.jwt.consumer.ErrorCodeValidator;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.jose4j.jwt.consumer.JwtContext;
import org.jose4j.keys.resolvers.VerificationKeyResolver;

import io.calledit.identity.Owner;

/**
 * Takes an access token for what it says once its signature, issuer, client and times are right. Tokens of another kind are
 * refused, such as an ID token, which the issuer gives to the page and to nobody else.
 */
@ApplicationScoped
class TokenCheck {

    private static final Logger LOG = Logger.getLogger(TokenCheck.class);

    private static final String CLIENT = "client_id";
    private static final String USE = "token_use";
    private static final String ACCESS = "access";
    private static final int CLOCKS_DIFFER_BY_SECONDS = 30;
    private static final int OTHERWISE_WRONG = 100;

    private final Optional<String> issuer;
    private final Optional<String> client;
    private final VerificationKeyResolver keys;
    private final Clock clock;

    @Inject
    TokenCheck(SignInConfig config, Clock clock) {
        this(config, clock, new IssuerKeys(config.keys().map(Object::toString).orElse(config.issuer().orElse("") + "/.well-known/jwks.json")));
    }

    TokenCheck(SignInConfig config, Clock clock, VerificationKeyResolver keys) {
        this.issuer = config.issuer();
        this.client = config.client();
        this.clock = clock;
        this.keys = keys;
    }

    /**
     * Whose token it is; nothing where it isn't one that counts here, now.
     *
     * @throws IssuerKeys.Unreachable if that can't be told
     */
    Optional<Owner> ownerOf(String token) {
        if (issuer.isEmpty() || client.isEmpty()) {
            LOG.error("Nobody can come in: calledit.sign-in.issuer or calledit.sign-in.client isn't set.");
            return Optional.empty();
        }
        try {
            JwtClaims claims = new JwtConsumerBuilder()
                    .setJwsAlgorithmConstraints(ConstraintType.PERMIT, AlgorithmIdentifiers.RSA_USING_SHA256)
                    .setVerificationKeyResolver(keys)
                    .setEvaluationTime(NumericDate.fromMilliseconds(clock.millis()))
                    .setAllowedClockSkewInSeconds(CLOCKS_DIFFER_BY_SECONDS)
                    .setRequireExpirationTime()
                    .setRequireSubject()
                    .setExpectedIssuer(issuer.get())
                    // An access token of Cognito's has no audience: it names the client.
                    .setSkipDefaultAudienceValidation()
                    .registerValidator((ErrorCodeValidator) this::otherwiseWrong)
                    .build()
                    .processToClaims(token);
            return Optional.of(new Owner(claims.getSubject()));
        } catch (InvalidJwtException e) {
            IssuerKeys.check(e);
            // By their numbers, which tell no part of the token.
            LOG.infof("A token was refused: %s", e.getErrorDetails().stream().map(ErrorCodeValidator.Error::getErrorCode).toList());
            return Optional.empty();
        } catch (MalformedClaimException | IllegalArgumentException e) {
            LOG.info("A token was refused whose subject is no owner's id");
            return Optional.empty();
        }
    }

    private ErrorCodeValidator.Error otherwiseWrong(JwtContext context) throws MalformedClaimException {
        JwtClaims claims = context.getJwtClaims();
        boolean right = client.get().equals(claims.getStringClaimValue(CLIENT)) && ACCESS.equals(claims.getStringClaimValue(USE));
        return right ? null : new ErrorCodeValidator.Error(OTHERWISE_WRONG, "It is for another client, or of another kind.");
    }
}
