package io.calledit.gateway.auth;

import java.io.IOException;
import java.security.Key;
import java.time.Duration;
import java.util.List;

import org.jose4j.http.Get;
import org.jose4j.jwk.HttpsJwks;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwx.JsonWebStructure;
import org.jose4j.keys.resolvers.HttpsJwksVerificationKeyResolver;
import org.jose4j.keys.resolvers.VerificationKeyResolver;
import org.jose4j.lang.UnresolvableKeyException;

/** The keys with which an issuer signs, fetched when the first token comes and kept. */
final class IssuerKeys implements VerificationKeyResolver {

    /** Somebody is waiting at a door that API Gateway keeps open for 10 s. */
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private static final Duration KEPT = Duration.ofHours(1);

    /** Anybody can name a key that there isn't; the issuer is asked about such names only so often. */
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(30);

    private final VerificationKeyResolver fetched;

    /** @param location an address that answers with a JSON Web Key Set (RFC 7517) */
    IssuerKeys(String location) {
        Get get = new Get();
        get.setConnectTimeout((int) PATIENCE.toMillis());
        get.setReadTimeout((int) PATIENCE.toMillis());
        get.setRetries(1);
        HttpsJwks keys = new HttpsJwks(location);
        keys.setSimpleHttpGet(get);
        keys.setDefaultCacheDuration(KEPT.toSeconds());
        keys.setRetainCacheOnErrorDuration(KEPT.toSeconds());
        keys.setRefreshReprieveThreshold(BETWEEN_LOOKS.toMillis());
        fetched = new HttpsJwksVerificationKeyResolver(keys);
    }

    @Override
    public Key resolveKey(JsonWebSignature signature, List<JsonWebStructure> nesting) throws UnresolvableKeyException {
        return fetched.resolveKey(signature, nesting);
    }

    /** Throws {@link Unreachable} where that is why a token was refused. */
    static void check(InvalidJwtException refusal) {
        for (Throwable cause = refusal.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof IOException) {
                throw new Unreachable(cause);
            }
        }
    }

    /** The issuer's keys can't be had, so nothing is known of any token. */
    static final class Unreachable extends RuntimeException {

        Unreachable(Throwable cause) {
            super("the issuer's keys can't be had", cause);
        }
    }
}
