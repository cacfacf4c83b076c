package io.crmesh.local.launcher;

import io.crmesh.tls.Certificates;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/** What runs on this machine, for the other commands. */
public final class Running {

    private static final URI USUAL_GATEWAY = URI.create("http://127.0.0.1:8080");

    private Running() {}

    /** To be called before anybody is asked: from now on this process believes the certificates of the installation. */
    public static void believe() {
        Installation.ofThisProcess().believe();
    }

    /** The folder in which certificates are made. */
    public static Path certificates() {
        var installation = Installation.ofThisProcess();
        return installation.setting(Certificates.VARIABLE).map(Path::of).orElseGet(installation::certificates);
    }

    /** Where a part of the installation that {@code ./crm up} started answers, if it runs. */
    public static Optional<URI> address(String part) {
        return Report.last(Installation.ofThisProcess()).stream()
                .flatMap(report -> report.parts().stream())
                .filter(found -> found.name().equals(part) && found.pid() != null)
                .map(found -> URI.create(found.address()))
                .findFirst();
    }

    /** Where the gateway answers, or would. */
    public static URI gateway() {
        return address("gateway").orElse(USUAL_GATEWAY);
    }

    /** The folder with the secrets by which programs sign in. */
    public static Path secrets() {
        var installation = Installation.ofThisProcess();
        return installation.setting("CRM_SECRETS").map(Path::of).orElseGet(() -> secrets(installation.home()));
    }

    /** The folder with the keys that sign the audit trails. */
    public static Path auditKeys() {
        var installation = Installation.ofThisProcess();
        return installation
                .setting("CRM_AUDIT_KEYS")
                .map(Path::of)
                .orElseGet(() -> AuditKeys.folder(installation.keys()));
    }

    /** Where it is kept how long each audit trail was when it was last found whole. */
    public static Path auditMemory() {
        return Installation.ofThisProcess().home().resolve("audit");
    }

    /** The same, of the installation with this home. */
    public static Path secrets(Path home) {
        return IssuerSecrets.secrets(home.resolve("keys"));
    }
}
