package io.crmesh.local.tls;

import io.crmesh.tls.Certificates;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Maker of development certificates: one for this machine, signed by an authority whose key is deleted at once. So no
 * other certificate of this authority can exist that a browser would accept.
 */
public final class DevelopmentCertificates {

    /** Browsers refuse certificates of a longer life. */
    private static final int DAYS = 397;

    private static final List<String> THIS_MACHINE = List.of("dns:localhost", "ip:127.0.0.1", "ip:::1");

    private final Path folder;
    private final String password = password();

    private DevelopmentCertificates(Path folder) {
        this.folder = folder;
    }

    /**
     * Makes the certificates in the folder and replaces existing ones.
     *
     * @param hosts names and addresses of this machine, beside localhost
     */
    public static Certificates make(Path folder, List<String> hosts) throws IOException, InterruptedException {
        var certificates = new Certificates(folder.toAbsolutePath().normalize());
        Files.createDirectories(certificates.folder());
        var draft = Files.createTempDirectory(certificates.folder(), "new");
        try {
            new DevelopmentCertificates(draft).make(hosts, certificates);
        } finally {
            try (var files = Files.list(draft)) {
                for (var file : files.toList()) {
                    Files.delete(file);
                }
            }
            Files.delete(draft);
        }
        return certificates;
    }

    private void make(List<String> hosts, Certificates wanted) throws IOException, InterruptedException {
        keytool(
                "-genkeypair",
                "-alias",
                "ca",
                "-dname",
                "CN=CRMesh on this machine",
                "-ext",
                "bc:c=ca:true,pathlen:0",
                "-ext",
                "ku:c=keyCertSign");
        keytool(
                "-genkeypair",
                "-alias",
                "crm",
                "-dname",
                "CN=CRMesh",
                "-signer",
                "ca",
                "-ext",
                "san=" + names(hosts),
                "-ext",
                "ku:c=digitalSignature",
                "-ext",
                "eku=serverAuth,clientAuth");
        try (var in = Files.newInputStream(store())) {
            var made = KeyStore.getInstance("PKCS12");
            made.load(in, password.toCharArray());
            var key = Objects.requireNonNull(made.getKey("crm", password.toCharArray()));
            var chain = made.getCertificateChain("crm");
            write(wanted.key(), pem("PRIVATE KEY", key.getEncoded()));
            write(wanted.own(), pem(chain[0]));
            write(wanted.authorities(), pem(chain[chain.length - 1]));
        } catch (GeneralSecurityException e) {
            throw new IOException("What keytool made cannot be read", e);
        }
    }

    private static String names(List<String> hosts) {
        var given = hosts.stream().map(host -> (host.matches("[0-9.]+|.*:.*") ? "ip:" : "dns:") + host);
        return Stream.concat(THIS_MACHINE.stream(), given).distinct().collect(Collectors.joining(","));
    }

    /** The JDK makes certificates by a command only. */
    private void keytool(String... options) throws IOException, InterruptedException {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(Arrays.asList(options));
        command.addAll(List.of("-keyalg", "EC", "-groupname", "secp256r1", "-validity", Integer.toString(DAYS)));
        command.addAll(List.of("-storetype", "PKCS12", "-keystore", store().toString(), "-storepass:env", "STORE"));
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("STORE", password);
        var process = builder.start();
        process.getOutputStream().close();
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException("keytool says: " + output.strip());
        }
    }

    private Path store() {
        return folder.resolve("store.p12");
    }

    /** Writes the file in one step; temporary files are readable by their owner only, and stay so. */
    private void write(Path file, String text) throws IOException {
        var draft = Files.createTempFile(folder, null, null);
        Files.writeString(draft, text);
        Files.move(draft, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    private static String pem(Certificate certificate) throws GeneralSecurityException {
        return pem("CERTIFICATE", certificate.getEncoded());
    }

    private static String pem(String what, byte[] content) {
        var lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
        return "-----BEGIN %s-----\n%s\n-----END %s-----\n".formatted(what, lines, what);
    }

    private static String password() {
        var random = new byte[24];
        new SecureRandom().nextBytes(random);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    }
}
