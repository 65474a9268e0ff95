package io.calledit.gateway.auth;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.RsaJsonWebKey;
import org.jose4j.jwk.RsaJwkGenerator;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.jose4j.lang.JoseException;

import com.sun.net.httpserver.HttpServer;

/** An issuer of tokens with keys of its own, which it shows on the loopback like a Cognito user pool. */
public final class Issuer implements AutoCloseable {

    public static final String CLIENT = "the-page";
    static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

    private final AtomicInteger asked = new AtomicInteger();
    private final HttpServer server;
    private final Instant now;
    private RsaJsonWebKey key;
    private volatile int status = 200;

    Issuer() {
        this(NOW);
    }

    /** @param now when its tokens are given; they count for an hour */
    public Issuer(Instant now) {
        this.now = now;
        key = newKey();
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/.well-known/jwks.json", exchange -> {
            asked.incrementAndGet();
            byte[] keys = new JsonWebKeySet(key).toJson(OutputControlLevel.PUBLIC_ONLY).getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, keys.length);
            exchange.getResponseBody().write(keys);
            exchange.close();
        });
        server.start();
    }

    public String name() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    SignInConfig settings() {
        return new Settings(Optional.of(name()), Optional.of(CLIENT), Optional.empty(), "calledit_token");
    }

    /** How often its keys were asked for. */
    int asked() {
        return asked.get();
    }

    void answerWith(int code) {
        status = code;
    }

    void changeItsKey() {
        key = newKey();
    }

    /** A token as Cognito gives it to the page, changed as a test wants it. */
    public String token(String subject, Consumer<JwtClaims> change) {
        return signed(claims(subject, change), key, AlgorithmIdentifiers.RSA_USING_SHA256);
    }

    public String token(String subject) {
        return token(subject, claims -> {});
    }

    /** Signed by somebody else, who says that it was the issuer. */
    public String forged(String subject) {
        RsaJsonWebKey other = newKey();
        other.setKeyId(key.getKeyId());
        return signed(claims(subject, claims -> {}), other, AlgorithmIdentifiers.RSA_USING_SHA256);
    }

    /** Under a key's name that the issuer doesn't know. */
    String byAnUnknownKey(String subject) {
        return signed(claims(subject, claims -> {}), newKey(), AlgorithmIdentifiers.RSA_USING_SHA256);
    }

    /** With {@code "alg": "none"} and no signature. */
    String unsigned(String subject) {
        return signed(claims(subject, claims -> {}), null, AlgorithmIdentifiers.NONE);
    }

    private JwtClaims claims(String subject, Consumer<JwtClaims> change) {
        JwtClaims claims = new JwtClaims();
        claims.setSubject(subject);
        claims.setIssuer(name());
        claims.setStringClaim("client_id", CLIENT);
        claims.setStringClaim("token_use", "access");
        claims.setIssuedAt(NumericDate.fromSeconds(now.getEpochSecond()));
        claims.setExpirationTime(NumericDate.fromSeconds(now.plusSeconds(3_600).getEpochSecond()));
        change.accept(claims);
        return claims;
    }

    private static String signed(JwtClaims claims, RsaJsonWebKey by, String algorithm) {
        JsonWebSignature signature = new JsonWebSignature();
        signature.setPayload(claims.toJson());
        signature.setAlgorithmHeaderValue(algorithm);
        if (by == null) {
            signature.setAlgorithmConstraints(AlgorithmConstraints.NO_CONSTRAINTS);
        } else {
            signature.setKey(by.getPrivateKey());
            signature.setKeyIdHeaderValue(by.getKeyId());
        }
        try {
            return signature.getCompactSerialization();
        } catch (JoseException e) {
            throw new IllegalStateException(e);
        }
    }

    private static RsaJsonWebKey newKey() {
        try {
            RsaJsonWebKey made = RsaJwkGenerator.generateJwk(2_048);
            made.setKeyId(UUID.randomUUID().toString());
            made.setAlgorithm(AlgorithmIdentifiers.RSA_USING_SHA256);
            made.setUse("sig");
            return made;
        } catch (JoseException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }

    record Settings(Optional<String> issuer, Optional<String> client, Optional<URI> keys, String cookie) implements SignInConfig {}
}
