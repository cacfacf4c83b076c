package io.crmesh.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.EdECPrivateKey;
import java.security.spec.NamedParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * The keys that sign heads, from files: Ed25519, PEM, one in each. The last one by name signs; the others are there for
 * heads that they signed. A new one is taken up within seconds.
 */
public final class HeadKeys {

    private static final String ALGORITHM = "Ed25519";
    private static final long LOOK_EVERY = Duration.ofSeconds(10).toNanos();

    /** A signature in Base64, and by which key. */
    record Signed(String key, String signature) {}

    private record Read(String last, Map<String, KeyPair> keys, long at) {}

    private final Path folder;
    private volatile Read read;

    /** @throws IllegalStateException if there is no key in the folder, or one that cannot be used; it says which */
    public HeadKeys(Path folder) {
        this.folder = folder;
        this.read = read(folder);
    }

    Signed sign(byte[] text) {
        if (System.nanoTime() - read.at() > LOOK_EVERY) {
            read = read(folder);
        }
        var now = read;
        try {
            var signature = Signature.getInstance(ALGORITHM);
            signature.initSign(
                    Objects.requireNonNull(now.keys().get(now.last())).getPrivate());
            signature.update(text);
            return new Signed(now.last(), Base64.getEncoder().encodeToString(signature.sign()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Whether it is a signature of one of these keys. */
    boolean verifies(Signed signed, byte[] text) {
        var pair = read.keys().get(signed.key());
        try {
            return pair != null && verifies(pair, text, Base64.getDecoder().decode(signed.signature()));
        } catch (IllegalArgumentException _) {
            return false;
        }
    }

    private static boolean verifies(KeyPair pair, byte[] text, byte[] signature) {
        try {
            var check = Signature.getInstance(ALGORITHM);
            check.initVerify(pair.getPublic());
            check.update(text);
            return check.verify(signature);
        } catch (GeneralSecurityException _) {
            return false; // a signature of another length is none
        }
    }

    private static Read read(Path folder) {
        var keys = new LinkedHashMap<String, KeyPair>();
        var last = "";
        try (var files = Files.list(folder)) {
            for (var file : files.filter(each -> each.toString().endsWith(".pem"))
                    .sorted()
                    .toList()) {
                var pair = pair(file);
                last = id(pair);
                keys.put(last, pair);
            }
        } catch (IOException e) {
            throw new IllegalStateException("The audit keys in %s cannot be read".formatted(folder), e);
        }
        if (keys.isEmpty()) {
            throw new IllegalStateException("There is no .pem file among the audit keys in %s".formatted(folder));
        }
        return new Read(last, keys, System.nanoTime());
    }

    private static KeyPair pair(Path file) {
        try {
            var base64 = Files.readString(file).replaceAll("-----(BEGIN|END) PRIVATE KEY-----|\\s", "");
            var spec = new PKCS8EncodedKeySpec(Base64.getDecoder().decode(base64));
            var secret = KeyFactory.getInstance(ALGORITHM).generatePrivate(spec);
            var pair = pair(((EdECPrivateKey) secret).getBytes().orElseThrow());
            var sample = "sample".getBytes(UTF_8);
            var signature = Signature.getInstance(ALGORITHM);
            signature.initSign(secret);
            signature.update(sample);
            if (!verifies(pair, sample, signature.sign())) {
                throw new GeneralSecurityException("The public half is another one's");
            }
            return pair;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new IllegalStateException("The audit key %s is no Ed25519 key in PEM".formatted(file), e);
        }
    }

    /** The JDK derives a public key only where it makes a pair, and makes that of what it is given as random. */
    private static KeyPair pair(byte[] secret) throws GeneralSecurityException {
        var generator = KeyPairGenerator.getInstance(ALGORITHM);
        generator.initialize(NamedParameterSpec.ED25519, new SecureRandom() {
            @Override
            public void nextBytes(byte[] bytes) {
                System.arraycopy(secret, 0, bytes, 0, bytes.length);
            }
        });
        return generator.generateKeyPair();
    }

    private static String id(KeyPair pair) {
        try {
            var hash =
                    MessageDigest.getInstance("SHA-256").digest(pair.getPublic().getEncoded());
            return HexFormat.of().formatHex(hash, 0, 8);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
