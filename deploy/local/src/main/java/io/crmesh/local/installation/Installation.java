package io.crmesh.local.installation;

import io.crmesh.tls.Certificates;
import io.crmesh.tls.Plaintext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Value object: the folders and settings of an installation. The services belong to the checkout and the data to the
 * home folder, so several installations with different homes can run from one checkout.
 */
public record Installation(Path root, Path home, Map<String, String> environment) {

    /** The installation that {@code ./crm} started this process for. */
    public static Installation ofThisProcess() {
        var root = Path.of(System.getProperty("crm.root", "")).toAbsolutePath().normalize();
        var environment = System.getenv();
        var home = root.resolve(environment.getOrDefault("CRM_HOME", ".crm")).normalize();
        return new Installation(root, home, environment);
    }

    public List<ServiceModule> services() {
        return ServiceModule.read(root.resolve("contracts").resolve("services.csv"));
    }

    /** A setting of this environment, unless it is empty. */
    public Optional<String> setting(String variable) {
        return Optional.ofNullable(environment.get(variable)).filter(value -> !value.isBlank());
    }

    public Path programs() {
        return root.resolve(".crm").resolve("programs");
    }

    public Path data(String part) {
        return home.resolve("data").resolve(part);
    }

    /** The folder of the keys, which outlives the data. */
    public Path keys() {
        return home.resolve("keys").toAbsolutePath();
    }

    /** The folder that {@code ./crm certificates} writes to. It is used only if a setting names it. */
    public Path certificates() {
        return home.resolve("tls").toAbsolutePath();
    }

    /** The certificates of the parts if they use TLS. They must use it if they listen on a network. */
    public Optional<Certificates> tls() {
        try {
            var given = setting(Certificates.VARIABLE).map(Path::of).map(Certificates::in);
            if (given.isEmpty()) {
                var address = setting("CRM_LISTEN").orElse("127.0.0.1");
                Plaintext.requireLoopback("CRM_LISTEN", address, environment.get(Plaintext.VARIABLE));
            }
            return given;
        } catch (IllegalStateException e) {
            throw new CommandFailure(String.valueOf(e.getMessage()));
        }
    }

    /** From now on this process trusts the authorities of the certificates, if there are any. */
    public void trustCertificates() {
        var authorities = new Certificates(
                        setting(Certificates.VARIABLE).map(Path::of).orElseGet(this::certificates))
                .authorities();
        if (Files.isReadable(authorities)) {
            Certificates.trust(authorities);
        }
    }

    public Path logs() {
        return home.resolve("logs");
    }

    public Path log(String part) {
        return logs().resolve(part + ".log");
    }

    public Path run() {
        return home.resolve("run");
    }

    public static Path java() {
        return Path.of(System.getProperty("java.home"), "bin", "java");
    }
}
