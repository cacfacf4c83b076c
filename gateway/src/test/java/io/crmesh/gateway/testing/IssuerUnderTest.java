package io.crmesh.gateway.testing;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.crmesh.gateway.problem.Problems;
import io.crmesh.gateway.ratelimit.RateLimitSettings;
import io.crmesh.gateway.ratelimit.SignInRateLimit;
import io.crmesh.gateway.ratelimit.TrustedProxies;
import io.crmesh.local.database.EmbeddedDatabase;
import io.micrometer.tracing.Tracer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;
import tools.jackson.databind.json.JsonMapper;

/** Test context of the issuer: its keys, secrets and database. */
public final class IssuerUnderTest implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    public static final String ISSUER = "http://issuer.example";
    private static final Problems PROBLEMS =
            new Problems(new JsonMapper(), new StaticListableBeanFactory().getBeanProvider(Tracer.class));
    private static final Path FOLDER = folder();
    private static final RSAKey KEY = key("2-new");

    /** A key that no longer signs, and whose tokens are still valid. */
    private static final RSAKey OLD = key("1-old");

    private static final class Started {
        static final EmbeddedDatabase DATABASE = EmbeddedDatabase.open(FOLDER.resolve("database"), 0);
    }

    public static final String ADMIN = token("usr_test", "ADMIN");

    public static String token(String who, String... roles) {
        return signed(claims(who, roles).build(), KEY);
    }

    public static String tokenOfOldKey() {
        return signed(claims("usr_test", "ADMIN").build(), OLD);
    }

    public static String tokenOfUnknownKey() {
        try {
            var unknown = new RSAKeyGenerator(2048).generate();
            return signed(claims("usr_test", "ADMIN").build(), unknown);
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    public static JWTClaimsSet.Builder claims(String who, String... roles) {
        var now = Instant.now();
        return new JWTClaimsSet.Builder()
                .issuer(ISSUER)
                .subject(who)
                .audience("crm")
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plusSeconds(3600)))
                .claim("scope", "crm")
                .claim("roles", List.of(roles));
    }

    public static String signed(JWTClaimsSet claims) {
        return signed(claims, KEY);
    }

    private static String signed(JWTClaimsSet claims, RSAKey key) {
        try {
            var token = new SignedJWT(
                    new JWSHeader.Builder(JWSAlgorithm.RS256)
                            .keyID(key.computeThumbprint().toString())
                            .build(),
                    claims);
            token.sign(new RSASSASigner(key));
            return token.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A limit of so many invalid tokens per address. */
    public static SignInRateLimit signInRateLimit(int invalidTokens) {
        return new SignInRateLimit(
                new RateLimitSettings(1, invalidTokens, 10), new TrustedProxies(Pattern.compile("none")), PROBLEMS);
    }

    public static Path secrets() {
        return FOLDER.resolve("secrets");
    }

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        var _ = ADMIN;
        context.getEnvironment()
                .getPropertySources()
                .addFirst(new MapPropertySource(
                        "identity",
                        Map.of(
                                "crm.identity.issuer",
                                ISSUER,
                                "crm.identity.signing-keys",
                                FOLDER.resolve("signing").toString(),
                                "crm.identity.secrets",
                                secrets().toString(),
                                "crm.audit.keys",
                                FOLDER.resolve("audit-keys").toString(),
                                "crm.audit.spool",
                                FOLDER.resolve("audit-spool").toString(),
                                "spring.mongodb.uri",
                                Started.DATABASE.connectionString())));
    }

    private static Path folder() {
        try {
            var folder = Files.createTempDirectory("crmesh-identity");
            Files.createDirectories(folder.resolve("signing"));
            Files.createDirectories(folder.resolve("audit-keys"));
            Files.writeString(folder.resolve("audit-keys").resolve("first.pem"), pem(auditKey()));
            var secrets = Files.createDirectories(folder.resolve("secrets"));
            Files.writeString(secrets.resolve("operator"), "secret-of-operator\n");
            Files.writeString(secrets.resolve("gateway"), "secret-of-gateway\n");
            Files.writeString(secrets.resolve("order-service"), "secret-of-orders\n");
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static RSAKey key(String name) {
        try {
            var key = new RSAKeyGenerator(2048).generate();
            Files.writeString(FOLDER.resolve("signing").resolve(name + ".pem"), pem(key.toRSAPrivateKey()));
            return key;
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static PrivateKey auditKey() {
        try {
            return KeyPairGenerator.getInstance("Ed25519").generateKeyPair().getPrivate();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String pem(PrivateKey key) {
        return "-----BEGIN PRIVATE KEY-----\n%s\n-----END PRIVATE KEY-----\n"
                .formatted(Base64.getMimeEncoder().encodeToString(key.getEncoded()));
    }
}
