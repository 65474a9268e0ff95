package io.calledit.bedrock;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;

/**
 * Checks who asks, as Bedrock does: by a signature or by an API key.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html">Signature
 *     Version 4, step by step</a>
 */
final class Signature {

    /** Every other key here is its own secret, as DynamoDB Local's is. */
    private static final Map<String, String> SECRETS = Map.of("AKIDEMULATED", "emulated");
    private static final String API_KEY = "emulated-key";
    private static final Pattern AUTHORIZATION = Pattern.compile("AWS4-HMAC-SHA256 "
            + "Credential=([^/]+)/((\\d{8})/([a-z0-9-]+)/bedrock/aws4_request), SignedHeaders=([a-z0-9;-]+), Signature=([0-9a-f]{64})");

    private Signature() {
    }

    /** What is wrong with it, or nothing. */
    static Optional<String> flaw(HttpServerRequest request, Buffer body) {
        String authorization = request.getHeader("authorization");
        if (authorization == null) {
            return Optional.of("The request is not signed.");
        }
        if (authorization.startsWith("Bearer ")) {
            return authorization.equals("Bearer " + API_KEY) ? Optional.empty() : Optional.of("The API key is unknown.");
        }
        Matcher signed = AUTHORIZATION.matcher(authorization);
        if (!signed.matches()) {
            return Optional.of("This is no signature: " + authorization);
        }
        try {
            return signature(request, body, signed).equals(signed.group(6))
                    ? Optional.empty()
                    : Optional.of("The signature does not match.");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String signature(HttpServerRequest request, Buffer body, Matcher signed)
            throws GeneralSecurityException {
        String headers = signed.group(5);
        String canonical = String.join("\n",
                request.method().name(),
                encodedAgain(request.path()),
                "",
                Arrays.stream(headers.split(";"))
                        .map(name -> name + ":" + header(request, name).strip() + "\n")
                        .collect(Collectors.joining()),
                headers,
                sha256(body.getBytes()));
        String toSign = String.join("\n",
                "AWS4-HMAC-SHA256",
                request.getHeader("x-amz-date"),
                signed.group(2),
                sha256(canonical.getBytes(StandardCharsets.UTF_8)));
        byte[] key = ("AWS4" + SECRETS.getOrDefault(signed.group(1), signed.group(1))).getBytes(StandardCharsets.UTF_8);
        for (String part : signed.group(2).split("/")) {
            key = hmac(key, part);
        }
        return HexFormat.of().formatHex(hmac(key, toSign));
    }

    private static String header(HttpServerRequest request, String name) {
        String value = name.equals("host") ? request.authority().toString() : request.getHeader(name);
        return value == null ? "" : value;
    }

    /** Every part of the path is encoded a second time, as it is for all services but S3. */
    private static String encodedAgain(String path) {
        return path.replace("%", "%25");
    }

    private static String sha256(byte[] bytes) throws GeneralSecurityException {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }

    private static byte[] hmac(byte[] key, String text) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    }
}
