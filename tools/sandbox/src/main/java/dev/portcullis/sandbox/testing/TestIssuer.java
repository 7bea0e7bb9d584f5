// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.sandbox.testing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Issues Portcullis JWTs to a service under test: it serves a JWKS over HTTP, as policy-service does, and signs what a
 * test asks for.
 */
public final class TestIssuer implements QuarkusTestResourceLifecycleManager {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String KEY_ID = "test";
    private static final KeyPair KEYS = generate();

    private @Nullable HttpServer server;

    /** A role on a namespace, as the JWT carries it. */
    public record TestGrant(String role, String namespace) {}

    /** A GitLab user that is the person, as the JWT carries it. */
    public record TestIdentity(String instance, long userId, String username) {}

    public static TestGrant grant(String role, String namespace) {
        return new TestGrant(role, namespace);
    }

    /** A token for the person that always has the same id for the same name, linked to no GitLab user. */
    public static String token(String name, TestGrant... grants) {
        return person(name, List.of(), grants);
    }

    /** A token for a person who is the given GitLab users. */
    public static String person(String name, List<TestIdentity> identities, TestGrant... grants) {
        return sign(claims(personId(name), name, "person", List.of(grants), identities, Duration.ofMinutes(5)));
    }

    /** A token for a sibling service. */
    public static String service(String name) {
        List<TestGrant> all = List.of(grant("service", ""));
        return sign(claims("service:" + name, name, "service", all, List.of(), Duration.ofMinutes(5)));
    }

    /** A token that ran out an hour ago. */
    public static String expired(String name, TestGrant... grants) {
        return sign(claims(personId(name), name, "person", List.of(grants), List.of(), Duration.ofHours(-1)));
    }

    /** The id of the person of that name. */
    public static String personId(String name) {
        return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).toString();
    }

    @Override
    public Map<String, String> start() {
        try {
            HttpServer started = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            started.createContext("/jwks", TestIssuer::serveKeys);
            started.start();
            server = started;
            String url = "http://127.0.0.1:" + started.getAddress().getPort() + "/jwks";
            return Map.of("portcullis.jwks.url", url);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void stop() {
        if (server != null) {
            server.stop(0);
        }
    }

    private static Map<String, Object> claims(
            String subject,
            String name,
            String kind,
            List<TestGrant> grants,
            List<TestIdentity> identities,
            Duration validity) {
        Instant now = Instant.now();
        Map<String, Object> claims = new TreeMap<>();
        claims.put("iss", "portcullis");
        claims.put("sub", subject);
        claims.put("upn", name);
        claims.put("kind", kind);
        claims.put("jti", UUID.randomUUID().toString());
        claims.put("iat", now.minusSeconds(validity.isNegative() ? 7_200 : 0).getEpochSecond());
        claims.put("exp", now.plus(validity).getEpochSecond());
        claims.put("groups", grants.stream().map(TestGrant::role).distinct().toList());
        claims.put("grants", grants);
        claims.put("gitlab", identities);
        return claims;
    }

    private static String sign(Map<String, Object> claims) {
        try {
            Map<String, String> header = new TreeMap<>(Map.of("alg", "ES256", "kid", KEY_ID, "typ", "JWT"));
            String input = encode(JSON.writeValueAsBytes(header)) + "." + encode(JSON.writeValueAsBytes(claims));
            Signature signature = Signature.getInstance("SHA256withECDSAinP1363Format");
            signature.initSign(KEYS.getPrivate());
            signature.update(input.getBytes(StandardCharsets.US_ASCII));
            return input + "." + encode(signature.sign());
        } catch (JsonProcessingException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void serveKeys(HttpExchange exchange) throws IOException {
        ECPublicKey key = (ECPublicKey) KEYS.getPublic();
        Map<String, String> jwk = Map.of(
                "kty", "EC",
                "crv", "P-256",
                "use", "sig",
                "alg", "ES256",
                "kid", KEY_ID,
                "x", encode(coordinate(key.getW().getAffineX())),
                "y", encode(coordinate(key.getW().getAffineY())));
        byte[] body = JSON.writeValueAsBytes(Map.of("keys", List.of(jwk)));
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private static byte[] coordinate(BigInteger value) {
        byte[] bytes = value.toByteArray();
        byte[] fixed = new byte[32];
        int from = Math.max(0, bytes.length - fixed.length);
        byte[] significant = Arrays.copyOfRange(bytes, from, bytes.length);
        System.arraycopy(significant, 0, fixed, fixed.length - significant.length, significant.length);
        return fixed;
    }

    private static String encode(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static KeyPair generate() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
