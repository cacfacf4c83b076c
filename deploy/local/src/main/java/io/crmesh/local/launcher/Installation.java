package io.crmesh.local.launcher;

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
