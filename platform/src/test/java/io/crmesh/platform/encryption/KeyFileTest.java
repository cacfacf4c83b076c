package io.crmesh.platform.encryption;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crmesh.platform.keys.KeyEncryption.Wrapped;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyFileTest {

    private static final byte[] KEY = filled(7);

    @TempDir
    Path dir;

    private Path file = Path.of("none");

    @BeforeEach
    void places() {
        file = dir.resolve("keys");
    }

    @Test
    void newestKeyWrapsAndOlderKeysStillUnwrap() throws Exception {
        write(line("first", 1));
        var keys = new KeyFile(file, TransitEngineTest.NONE);
        var old = keys.wrap(KEY, "cus_ann");
        assertThat(old.by()).isEqualTo("first");
        assertThat(new String(old.bytes(), java.nio.charset.StandardCharsets.ISO_8859_1))
                .doesNotContain(new String(KEY, java.nio.charset.StandardCharsets.ISO_8859_1));

        write("# rotated", "", line("second", 2), line("first", 1));
        assertThat(keys.look()).isTrue();
        assertThat(keys.look()).isFalse();

        assertThat(keys.wrap(KEY, "cus_ann").by()).isEqualTo("second");
        assertThat(keys.older()).containsExactly("first");
        assertThat(keys.unwrap(old, "cus_ann")).isEqualTo(KEY);
    }

    @Test
    void keyReadFirstByAnotherProcessIsFound() throws Exception {
        write(line("first", 1));
        var late = new KeyFile(file, TransitEngineTest.NONE);
        write(line("second", 2), line("first", 1));

        var wrapped = new KeyFile(file, TransitEngineTest.NONE).wrap(KEY, "cus_ann");

        assertThat(late.unwrap(wrapped, "cus_ann")).isEqualTo(KEY);
    }

    @Test
    void keyIsNotUnwrappedUnderAnotherName() throws Exception {
        write(line("first", 1));
        var keys = new KeyFile(file, TransitEngineTest.NONE);
        var wrapped = keys.wrap(KEY, "cus_ann");

        assertThatThrownBy(() -> keys.unwrap(wrapped, "cus_bob")).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> keys.unwrap(new Wrapped("lost", wrapped.bytes()), "cus_ann"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("lacks the key lost");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "# nothing but words\n", "first\n", "first c2hvcnQ=\n", "TWICE"})
    void malformedKeyFileIsRefusedWithoutShowingItsContent(String text) throws Exception {
        var secret = line("first", 1);
        write(text.equals("TWICE") ? secret + "\n" + secret : text);

        assertThatThrownBy(() -> new KeyFile(file, TransitEngineTest.NONE))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(file.toString())
                .message()
                .doesNotContain(secret.substring(7))
                .doesNotContain("c2hvcnQ=");
    }

    @Test
    void keyFileBrokenLaterLeavesKnownKeysInUse() throws Exception {
        write(line("first", 1));
        var keys = new KeyFile(file, TransitEngineTest.NONE);
        var wrapped = keys.wrap(KEY, "cus_ann");

        write("half a li");
        assertThatThrownBy(keys::look).isInstanceOf(IllegalStateException.class);
        Files.delete(file);
        assertThatThrownBy(keys::look).isInstanceOf(IllegalStateException.class);

        assertThat(keys.unwrap(wrapped, "cus_ann")).isEqualTo(KEY);
    }

    private void write(String... lines) throws IOException {
        Files.writeString(file, String.join("\n", lines));
    }

    static String line(String id, int seed) {
        return id + " " + Base64.getEncoder().encodeToString(filled(seed));
    }

    private static byte[] filled(int seed) {
        var bytes = new byte[32];
        Arrays.fill(bytes, (byte) seed);
        return bytes;
    }
}
