package io.crmesh.platform.encryption;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.subtle.AesGcmJce;
import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.crmesh.platform.keys.KeyEncryption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Key-encryption keys from a file, plain or wrapped by a key management service. The file may change at any time:
 * {@link #look()} reads the changes.
 */
final class KeyFile implements KeyEncryption {

    static final int KEY_BYTES = 32;

    private static final Pattern LINE = Pattern.compile(
            "([A-Za-z0-9._-]{1,40}) +([A-Za-z0-9+/]{43}=|vault:v[0-9]{1,9}:[A-Za-z0-9+/]{1,4000}={0,2})");

    /**
     * For 2 seconds after a failure, callers that need an unknown key get that failure and the file is not read again.
     */
    private static final long PAUSE = Duration.ofSeconds(2).toNanos();

    private final Path file;
    private final TransitEngine transit;
    private final ReentrantLock looking = new ReentrantLock();
    private volatile Ring ring;
    private @Nullable Failure failure;

    private record Ring(String text, String newest, Map<String, Key> keys) {}

    /** @param written as it stands in the file; while that stays the same, the key is not unwrapped again */
    private record Key(String written, Aead aead) {}

    private record Failure(IllegalStateException cause, long at) {
        boolean isRecent() {
            return System.nanoTime() - at < PAUSE;
        }
    }

    /**
     * Reads the file.
     *
     * @throws IllegalStateException if the file cannot be read, is malformed, or holds a key that cannot be unwrapped;
     *     the message says which key and where
     */
    KeyFile(Path file, TransitEngine transit) {
        this.file = file;
        this.transit = transit;
        this.ring = read(text(), Map.of());
    }

    /**
     * Reads the file again.
     *
     * @return whether its content has changed
     * @throws IllegalStateException as the constructor does; the keys known before stay in use
     */
    @CanIgnoreReturnValue
    boolean look() {
        looking.lock();
        try {
            var text = text();
            var isOther = !text.equals(ring.text());
            if (isOther) {
                ring = read(text, ring.keys());
            }
            failure = null;
            return isOther;
        } catch (IllegalStateException e) {
            failure = new Failure(e, System.nanoTime());
            throw e;
        } finally {
            looking.unlock();
        }
    }

    /** Another process may have read a new key first. All callers that wait for the same look share its outcome. */
    private void lookFor(String id) {
        looking.lock();
        try {
            if (ring.keys().containsKey(id)) {
                return;
            }
            var last = failure;
            if (last != null && last.isRecent()) {
                throw last.cause();
            }
            look();
        } finally {
            looking.unlock();
        }
    }

    private String text() {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new IllegalStateException("The key file %s cannot be read".formatted(file), e);
        }
    }

    private Ring read(String text, Map<String, Key> known) {
        var keys = new LinkedHashMap<String, Key>();
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
                        "Line %d of the key file %s is no new id with 32 bytes in Base64, plain or wrapped by a key management service"
                                .formatted(number, file));
            }
            var id = parts.group(1);
            var written = parts.group(2);
            var before = known.get(id);
            keys.put(id, before != null && before.written().equals(written) ? before : key(written, number));
        }
        if (keys.isEmpty()) {
            throw new IllegalStateException("The key file %s holds no key".formatted(file));
        }
        return new Ring(text, keys.keySet().iterator().next(), keys);
    }

    private Key key(String written, int number) {
        if (!written.startsWith("vault:")) {
            return new Key(written, aead(Base64.getDecoder().decode(written)));
        }
        try {
            return new Key(written, aead(transit.unwrap(written)));
        } catch (IOException e) {
            throw new IllegalStateException(
                    "The key in line %d of the key file %s is not unwrapped: %s"
                            .formatted(number, file, e.getMessage()),
                    e);
        }
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
            var bytes =
                    Objects.requireNonNull(now.keys().get(now.newest())).aead().encrypt(key, name.getBytes(UTF_8));
            return new Wrapped(now.newest(), bytes);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public byte[] unwrap(Wrapped wrapped, String name) {
        if (!ring.keys().containsKey(wrapped.by())) {
            lookFor(wrapped.by());
        }
        var by = ring.keys().get(wrapped.by());
        if (by == null) {
            throw new IllegalStateException(
                    "The key file %s lacks the key %s, which wrapped others".formatted(file, wrapped.by()));
        }
        try {
            return by.aead().decrypt(wrapped.bytes(), name.getBytes(UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("The key %s did not wrap this".formatted(wrapped.by()), e);
        }
    }
}
