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
 * Key ring that signs and verifies heads: Ed25519 keys from PEM files, one in each. The last file by name signs, and
 * the others verify older heads. A new file is used within ten seconds.
 */
public final class HeadKeys {

    private static final String ALGORITHM = "Ed25519";
    private static final long RELOAD_INTERVAL = Duration.ofSeconds(10).toNanos();

    /** A signature in Base64, and the id of its key. */
    record Signed(String key, String signature) {}

    private record KeyRing(String last, Map<String, KeyPair> keys, long at) {}

    private final Path folder;
    private volatile KeyRing ring;

    /** @throws IllegalStateException if the folder has no key or an invalid one; the message names it */
    public HeadKeys(Path folder) {
        this.folder = folder;
        this.ring = read(folder);
    }

    Signed sign(byte[] text) {
        if (System.nanoTime() - ring.at() > RELOAD_INTERVAL) {
            ring = read(folder);
        }
        var now = ring;
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

    /** Whether one of these keys made the signature. */
    boolean verifies(Signed signed, byte[] text) {
        var pair = ring.keys().get(signed.key());
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
            return false; // The signature has another length.
        }
    }

    private static KeyRing read(Path folder) {
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
        return new KeyRing(last, keys, System.nanoTime());
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
                throw new GeneralSecurityException("The public key does not belong to the private key");
            }
            return pair;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new IllegalStateException("The audit key %s is no Ed25519 key in PEM".formatted(file), e);
        }
    }

    /**
     * The JDK derives a public key only when it generates a pair, so the private key is given to it as random bytes.
     */
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
