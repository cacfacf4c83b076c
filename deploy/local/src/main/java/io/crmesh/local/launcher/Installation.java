package io.crmesh.local.launcher;

import io.crmesh.tls.Certificates;
import io.crmesh.tls.Plaintext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where the programs are and where their data is kept. Programs belong to the checkout; data belongs to the home, so
 * that several installations with different homes can run from one checkout.
 */
record Installation(Path root, Path home, Map<String, String> environment) {

    /** The one that {@code ./crm} started this process for. */
    static Installation ofThisProcess() {
        var root = Path.of(System.getProperty("crm.root", "")).toAbsolutePath().normalize();
        var environment = System.getenv();
        var home = root.resolve(environment.getOrDefault("CRM_HOME", ".crm")).normalize();
        return new Installation(root, home, environment);
    }

    List<ServiceModule> services() {
        return ServiceModule.read(root.resolve("deploy").resolve("local").resolve("services.txt"));
    }

    /** A setting of whoever started us, unless it is empty. */
    Optional<String> setting(String variable) {
        return Optional.ofNullable(environment.get(variable)).filter(value -> !value.isBlank());
    }

    Path programs() {
        return root.resolve(".crm").resolve("programs");
    }

    Path data(String part) {
        return home.resolve("data").resolve(part);
    }

    /** Beside the data, and of a longer life. */
    Path keys() {
        return home.resolve("keys").toAbsolutePath();
    }

    /** Where {@code ./crm certificates} puts them, and nobody looks for them unless told to. */
    Path certificates() {
        return home.resolve("tls").toAbsolutePath();
    }

    /** What the parts talk to each other with, if they are to do so with TLS; on a network they must. */
    Optional<Certificates> tls() {
        try {
            var given = setting(Certificates.VARIABLE).map(Path::of).map(Certificates::in);
            if (given.isEmpty()) {
                var address = setting("CRM_LISTEN").orElse("127.0.0.1");
                Plaintext.keepHere("CRM_LISTEN", address, environment.get(Plaintext.VARIABLE));
            }
            return given;
        } catch (IllegalStateException e) {
            throw new Trouble(String.valueOf(e.getMessage()));
        }
    }

    /** From now on this process believes whoever vouches for the parts, if there are certificates. */
    void believe() {
        var authorities = new Certificates(
                        setting(Certificates.VARIABLE).map(Path::of).orElseGet(this::certificates))
                .authorities();
        if (Files.isReadable(authorities)) {
            Certificates.believe(authorities);
        }
    }

    Path logs() {
        return home.resolve("logs");
    }

    Path log(String part) {
        return logs().resolve(part + ".log");
    }

    Path run() {
        return home.resolve("run");
    }

    static Path java() {
        return Path.of(System.getProperty("java.home"), "bin", "java");
    }
}
