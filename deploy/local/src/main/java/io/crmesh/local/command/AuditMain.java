package io.crmesh.local.command;

import io.crmesh.audit.HeadKeys;
import io.crmesh.local.access.Operator;
import io.crmesh.local.launcher.RunningInstallation;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** {@code ./crm audit verify}: verifies each audit trail, and prints where it is broken. */
public final class AuditMain {

    private static final String USAGE = "usage: ./crm audit verify [--gateway URL]";

    private AuditMain() {}

    public static void main(String[] arguments) throws InterruptedException {
        RunningInstallation.trustCertificates();
        var options = List.of(arguments);
        var isValid = options.equals(List.of("verify"))
                || (options.size() == 3 && options.subList(0, 2).equals(List.of("verify", "--gateway")));
        if (!isValid) {
            System.err.println(USAGE);
            System.exit(2);
        }
        var gateway = options.size() == 3 ? URI.create(options.getLast()) : RunningInstallation.gateway();
        try {
            var trails = new AuditTrails(
                    new Operator(gateway, RunningInstallation.secrets()),
                    new HeadKeys(RunningInstallation.auditKeys()),
                    RunningInstallation.auditCheckpoints(),
                    Duration.ofSeconds(1));
            var out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
            System.exit(verify(trails, out) ? 0 : 1);
        } catch (IllegalStateException e) {
            System.err.println(e.getMessage());
            System.exit(1);
        }
    }

    /** Whether all trails are valid. */
    private static boolean verify(AuditTrails trails, PrintStream out) throws InterruptedException {
        var allAreValid = true;
        for (var trail : RunningInstallation.auditTrails()) {
            try {
                var verdict = trails.verify(trail);
                out.println(trail + ": " + text(verdict));
                allAreValid &= verdict.broken().isEmpty();
            } catch (Operator.RequestFailed e) {
                out.println(trail + ": not verified. " + e.getMessage());
                allAreValid = false;
            }
        }
        return allAreValid;
    }

    private static String text(AuditTrails.Verdict verdict) {
        return verdict.broken()
                .map(found -> String.format(Locale.ROOT, "BROKEN: entry %,d %s", found.sequence(), found.what()))
                .orElseGet(() -> String.format(Locale.ROOT, "%,d entries, whole", verdict.entries()));
    }
}
