package io.crmesh.platform.encryption;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.crmesh.platform.encryption.EncryptionSettings.Kms;
import io.crmesh.platform.keys.KeyEncryption.Wrapped;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class TransitEngineTest {

    /** The usual setup, without a key management service. */
    static final TransitEngine NONE = new TransitEngine(new Kms("", "", "transit/crm", Duration.ofSeconds(5)));

    private static final byte[] KEY = random(32);
    private static final byte[] WRAPPING = random(32);

    @TempDir
    Path dir;

    private Path file = Path.of("none");
    private Path token = Path.of("none");
    private TransitStandIn service;

    @BeforeEach
    void begin() throws IOException {
        service = TransitStandIn.open();
        file = dir.resolve("keys");
        token = Files.writeString(dir.resolve("token"), TransitStandIn.TOKEN + "\n");
    }

    @AfterEach
    void end() {
        service.close();
    }

    @Test
    void wrappedKeyIsUnwrappedOnceWhenTheFileIsRead() throws IOException {
        write("2026 " + service.wrap(WRAPPING), KeyFileTest.line("first", 1));

        var keys = keys();
        var wrapped = keys.wrap(KEY, "cus_ann");

        assertThat(wrapped.by()).isEqualTo("2026");
        assertThat(keys.older()).containsExactly("first");
        for (int n = 0; n < 5; n++) {
            assertThat(keys.unwrap(wrapped, "cus_ann")).isEqualTo(KEY);
            assertThat(keys.look()).isFalse();
        }
        assertThat(service.asked).containsExactly("POST /v1/team/transit/decrypt/crm");
        write("plain " + Base64.getEncoder().encodeToString(WRAPPING));
        var same = new Wrapped("plain", wrapped.bytes());
        assertThat(new KeyFile(file, NONE).unwrap(same, "cus_ann")).isEqualTo(KEY);
    }

    @Test
    void newKeyIsUnwrappedWithThePresentToken() throws IOException {
        var old = "first " + service.wrap(WRAPPING);
        write(old);
        var keys = keys();
        var wrapped = keys.wrap(KEY, "cus_ann");

        service.token = "renewed";
        Files.writeString(token, "renewed");
        write("second " + service.wrap(random(32)), old);

        assertThat(keys.look()).isTrue();
        assertThat(keys.wrap(KEY, "cus_ann").by()).isEqualTo("second");
        assertThat(keys.unwrap(wrapped, "cus_ann")).isEqualTo(KEY);
        assertThat(service.asked).as("a line that stays is not asked for again").hasSize(2);
    }

    @Test
    void newKeyIsTakenOnceTheServiceIsBack() throws IOException {
        write(KeyFileTest.line("first", 1));
        var keys = keys();
        service.refuse(503, "Vault is sealed");
        write("second " + service.wrap(WRAPPING), KeyFileTest.line("first", 1));

        assertThatThrownBy(keys::look).hasMessageContaining("line 1 of").hasMessageContaining("503");
        assertThat(keys.wrap(KEY, "cus_ann").by()).isEqualTo("first");

        service.fault = null;
        assertThat(keys.look()).isTrue();
        assertThat(keys.wrap(KEY, "cus_ann").by()).isEqualTo("second");
    }

    @Test
    void concurrentCallersShareOneFailedLook() throws Exception {
        write(KeyFileTest.line("first", 1));
        var keys = keys();
        write("second " + service.wrap(WRAPPING), KeyFileTest.line("first", 1));
        var wrapped = keys().wrap(KEY, "cus_ann");
        service.asked.clear();
        service.refuse(503, "Vault is sealed");

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var all = IntStream.range(0, 50)
                    .mapToObj(_ -> threads.submit(() -> catchThrowable(() -> keys.unwrap(wrapped, "cus_ann"))))
                    .toList();
            for (var one : all) {
                assertThat(one.get()).isInstanceOf(IllegalStateException.class).hasMessageContaining("503");
            }
        }

        assertThat(service.asked).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                400 | did not wrap this
                403 | has ended, or may not decrypt by the key team/transit/crm
                404 | nothing is at the path of team/transit/crm
                307 | points elsewhere
                429 | too often
                500 | see its own log
                501 | not initialised
                503 | sealed
                """)
    void refusalIsReportedWithLineAndReason(int status, String reason) throws IOException {
        var secret = service.wrap(WRAPPING);
        service.refuse(status, "no " + secret);
        write(KeyFileTest.line("first", 1), "", "second " + secret);

        assertThatItDoesNotStart(settings(), secret, "line 3 of the key file " + file, "answers " + status, reason);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"data\": {\"plaintext\": \"c2hvcnQ=\"}}",
                "{\"data\": {\"plaintext\": \"c2hvcnQ=$\"}}",
                "{\"data\": {\"plaintext\": {\"c2hvcnQ=\": 1}}}",
                "c2hvcnQ=",
                "{\"data\": {\"plaintext\": \"c2hvcnQ=",
                ""
            })
    void invalidAnswerIsReportedWithoutItsContent(String answer) throws IOException {
        service.say(_ -> answer);
        write("first " + service.wrap(WRAPPING));

        assertThatItDoesNotStart(settings(), "c2hvcnQ", "line 1", "key management service");
    }

    @Test
    void endlessAnswerIsCutOff() throws IOException {
        service.fault = exchange -> {
            exchange.sendResponseHeaders(200, 0);
            var some = " ".repeat(8192).getBytes(UTF_8);
            for (int n = 0; n < 10_000; n++) {
                exchange.getResponseBody().write(some);
            }
        };
        write("first " + service.wrap(WRAPPING));

        assertThatItDoesNotStart(settings(), "nothing", "cannot be asked");
    }

    @Test
    void silentServiceTimesOut() throws IOException {
        var impatient = new Kms(service.address(), token.toString(), "team/transit/crm", Duration.ofMillis(300));
        write("first " + service.wrap(WRAPPING));

        service.fault = _ -> Thread.sleep(60_000);
        assertThatItDoesNotStart(impatient, "nothing", "does not answer within 300 ms");

        service.fault = exchange -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write('{');
            exchange.getResponseBody().flush();
            Thread.sleep(60_000);
        };
        assertThatItDoesNotStart(impatient, "nothing", "does not answer within 300 ms");
    }

    @Test
    void unreachableServiceIsReported() throws IOException {
        write("first " + service.wrap(WRAPPING));
        service.close();

        assertThatItDoesNotStart(settings(), "nothing", "cannot be asked", "ConnectException");
    }

    @Test
    void onlyCertificatesOfTheDefaultContextAreTrusted() throws Exception {
        var context = selfSigned();
        var usual = SSLContext.getDefault();
        try (var certified = TransitStandIn.open(context)) {
            write("first " + certified.wrap(WRAPPING));

            assertThatItDoesNotStart(certified.settings(token), "nothing", "is not trusted");
            assertThat(certified.asked).isEmpty();

            SSLContext.setDefault(context);
            assertThat(new KeyFile(file, new TransitEngine(certified.settings(token))).newest())
                    .isEqualTo("first");
        } finally {
            SSLContext.setDefault(usual);
        }
    }

    /** The context of a service with a self-made certificate that it trusts itself. */
    private SSLContext selfSigned() throws Exception {
        var store = dir.resolve("store");
        var keytool = Path.of(System.getProperty("java.home"), "bin", "keytool");
        var made = new ProcessBuilder(
                        keytool.toString(),
                        "-genkeypair",
                        "-alias",
                        "service",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=service",
                        "-ext",
                        "san=ip:127.0.0.1",
                        "-storepass",
                        "password",
                        "-keystore",
                        store.toString())
                .redirectErrorStream(true)
                .redirectOutput(dir.resolve("keytool").toFile())
                .start();
        assertThat(made.waitFor()).isZero();
        var keys = KeyStore.getInstance(store.toFile(), "password".toCharArray());
        var own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        own.init(keys, "password".toCharArray());
        var trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("service", keys.getCertificate("service"));
        var others = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        others.init(trusted);
        var context = SSLContext.getInstance("TLS");
        context.init(own.getKeyManagers(), others.getTrustManagers(), null);
        return context;
    }

    @Test
    void startFailsWithoutServiceOrToken() throws IOException {
        var secret = service.wrap(WRAPPING);
        write("first " + secret);
        var none = new Kms(" ", "", "transit/crm", Duration.ofSeconds(5));
        var noFile = new Kms(service.address(), "", "team/transit/crm", Duration.ofSeconds(5));

        assertThatItDoesNotStart(none, secret, "set CRM_KMS");
        assertThatItDoesNotStart(noFile, secret, "set CRM_KMS_TOKEN_FILE");
        for (var text : new String[] {"", "two\nlines", "tökén", "x".repeat(5000)}) {
            Files.writeString(token, text);
            assertThatItDoesNotStart(settings(), "two", "the token file " + token + " holds no token");
        }
        Files.delete(token);
        assertThatItDoesNotStart(settings(), secret, "the token file " + token + " cannot be read");
        assertThat(service.asked).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://vault.example.org:8200",
                "http://10.0.0.5:8200",
                "http://127.0.0.1.example.org",
                "http://localhost.example.org",
                "http://[2001:db8::1]:8200",
                "ftp://127.0.0.1",
                "https://crm:geheim@vault.example.org",
                "https://vault.example.org?token=geheim",
                "https://vault.example.org/#geheim",
                "vault.example.org:8200",
                "https://",
                "geheim geheim"
            })
    void insecureAddressIsRefusedEvenIfNoKeyNeedsIt(String address) {
        assertThatThrownBy(() -> new TransitEngine(new Kms(address, "", "transit/crm", Duration.ofSeconds(1))))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("CRM_KMS ")
                .message()
                .doesNotContain("geheim");
    }

    @ParameterizedTest
    @ValueSource(strings = {"crm", "", "/crm", "transit/", "../sys/encrypt", "transit/crm?x=1", "transit/crm."})
    void malformedKeyPathIsRefused(String key) {
        assertThatThrownBy(
                        () -> new TransitEngine(new Kms("https://vault.example.org", "", key, Duration.ofSeconds(1))))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("CRM_KMS_KEY");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://vault.example.org:8200",
                "https://vault.example.org/behind/",
                "http://localhost:8200",
                "http://127.0.0.1:8200",
                "http://[::1]:8200"
            })
    void addressWithTlsOrLoopbackIsAccepted(String address) {
        assertThat(new TransitEngine(new Kms(address, "", "ns1/ns2/transit/crm", Duration.ofSeconds(1))))
                .isNotNull();
    }

    private void assertThatItDoesNotStart(Kms settings, String secret, String... words) {
        var thrown = catchThrowable(() -> new KeyFile(file, new TransitEngine(settings)));

        assertThat(thrown).isInstanceOf(IllegalStateException.class).hasMessageContainingAll(words);
        assertThat(thrown).hasStackTraceContaining("is not unwrapped");
        assertThat(stackTrace(thrown)).doesNotContain(secret).doesNotContain(TransitStandIn.TOKEN);
    }

    private static String stackTrace(Throwable thrown) {
        var text = new StringWriter();
        thrown.printStackTrace(new PrintWriter(text));
        return text.toString();
    }

    private Kms settings() {
        return service.settings(token);
    }

    private KeyFile keys() {
        return new KeyFile(file, new TransitEngine(settings()));
    }

    private void write(String... lines) throws IOException {
        Files.writeString(file, String.join("\n", lines));
    }

    private static byte[] random(int length) {
        var bytes = new byte[length];
        new SecureRandom().nextBytes(bytes);
        return bytes;
    }
}
