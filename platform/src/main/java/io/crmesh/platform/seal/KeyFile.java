package io.crmesh.platform.seal;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.subtle.AesGcmJce;
import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.crmesh.platform.store.KeyEncryption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;

/** The key-encryption keys of a file. It may be changed at any time: {@link #look()} takes over what it says then. */
final class KeyFile implements KeyEncryption {

    private static final Pattern LINE = Pattern.compile("([A-Za-z0-9._-]{1,40}) +([A-Za-z0-9+/]{43}=)");

    private final Path file;
    private volatile Ring ring;

    private record Ring(String text, String newest, Map<String, Aead> keys) {}

    /** @throws IllegalStateException if the file cannot be read or is not as it must be; it says which and where */
    KeyFile(Path file) {
        this.file = file;
        this.ring = read(text());
    }

    /**
     * Reads the file again.
     *
     * @return whether it says something else than before
     * @throws IllegalStateException as when it was made; what was known before stays
     */
    @CanIgnoreReturnValue
    boolean look() {
        var text = text();
        if (text.equals(ring.text())) {
            return false;
        }
        ring = read(text);
        return true;
    }

    private String text() {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new IllegalStateException("The key file %s cannot be read".formatted(file), e);
        }
    }

    private Ring read(String text) {
        var keys = new LinkedHashMap<String, Aead>();
        var lines = text.lines().map(String::strip).toList();
        for (int number = 1; number <= lines.size(); number++) {
            var line = lines.get(number - 1);
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            var parts = LINE.matcher(line);
            if (!parts.matches() || keys.containsKey(parts.group(1))) {
                // Never the line itself: it may hold a key.
                throw new IllegalStateException(
                        "Line %d of the key file %s is no new id with 32 bytes in Base64".formatted(number, file));
            }
            keys.put(parts.group(1), aead(Base64.getDecoder().decode(parts.group(2))));
        }
        if (keys.isEmpty()) {
            throw new IllegalStateException("The key file %s holds no key".formatted(file));
        }
        return new Ring(text, keys.keySet().iterator().next(), keys);
    }

    static Aead aead(byte[] key) {
        try {
            return new AesGcmJce(key);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    String newest() {
        return ring.newest();
    }

    @Override
    public List<String> older() {
        var now = ring;
        return now.keys().keySet().stream()
                .filter(id -> !id.equals(now.newest()))
                .toList();
    }

    @Override
    public Wrapped wrap(byte[] key, String name) {
        var now = ring;
        try {
            var bytes = Objects.requireNonNull(now.keys().get(now.newest())).encrypt(key, name.getBytes(UTF_8));
            return new Wrapped(now.newest(), bytes);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public byte[] unwrap(Wrapped wrapped, String name) {
        if (!ring.keys().containsKey(wrapped.by())) {
            look(); // another process may have seen it first
        }
        var by = ring.keys().get(wrapped.by());
        if (by == null) {
            throw new IllegalStateException(
                    "The key file %s lacks the key %s, which wrapped others".formatted(file, wrapped.by()));
        }
        try {
            return by.decrypt(wrapped.bytes(), name.getBytes(UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("The key %s did not wrap this".formatted(wrapped.by()), e);
        }
    }
}
