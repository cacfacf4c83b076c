package io.crmesh.local.launcher;

import io.crmesh.local.installation.AuditKeys;
import io.crmesh.local.installation.Installation;
import io.crmesh.local.installation.IssuerSecrets;
import io.crmesh.local.installation.ServiceModule;
import io.crmesh.local.supervision.InstallationStatus;
import io.crmesh.tls.Certificates;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The installation that runs on this machine, for the other commands. */
public final class RunningInstallation {

    private static final URI DEFAULT_GATEWAY = URI.create("http://127.0.0.1:8080");

    private RunningInstallation() {}

    /** From now on this process trusts the certificates of the installation. Call it before the first request. */
    public static void trustCertificates() {
        Installation.ofThisProcess().trustCertificates();
    }

    /** The folder in which certificates are made. */
    public static Path certificates() {
        var installation = Installation.ofThisProcess();
        return installation.setting(Certificates.VARIABLE).map(Path::of).orElseGet(installation::certificates);
    }

    /** The address of a part that {@code ./crm up} started, if it runs. */
    public static Optional<URI> address(String part) {
        return InstallationStatus.last(Installation.ofThisProcess()).stream()
                .flatMap(status -> status.parts().stream())
                .filter(found -> found.name().equals(part) && found.pid() != null)
                .map(found -> URI.create(found.address()))
                .findFirst();
    }

    /** The address of the gateway, or its default address if it does not run. */
    public static URI gateway() {
        return address("gateway").orElse(DEFAULT_GATEWAY);
    }

    /** The folder with the secrets of the OAuth clients. */
    public static Path secrets() {
        var installation = Installation.ofThisProcess();
        return installation.setting("CRM_SECRETS").map(Path::of).orElseGet(() -> secrets(installation.home()));
    }

    /** The folder with the tokens that {@code ./crm token} printed and prints again. */
    public static Path tokens() {
        return Installation.ofThisProcess().keys().resolve("tokens");
    }

    /** The audit trails, of which each service has one of its name. */
    public static List<String> auditTrails() {
        return Installation.ofThisProcess().services().stream()
                .map(ServiceModule::service)
                .toList();
    }

    /** The folder with the keys that sign the audit trails. */
    public static Path auditKeys() {
        var installation = Installation.ofThisProcess();
        return installation
                .setting("CRM_AUDIT_KEYS")
                .map(Path::of)
                .orElseGet(() -> AuditKeys.folder(installation.keys()));
    }

    /** The folder that keeps how far each audit trail was valid at its last verification. */
    public static Path auditCheckpoints() {
        return Installation.ofThisProcess().home().resolve("audit");
    }

    /** The folder with the secrets of the OAuth clients of the installation with this home. */
    public static Path secrets(Path home) {
        return IssuerSecrets.secrets(home.resolve("keys"));
    }
}
