package io.crmesh.local.command;

import io.crmesh.audit.HeadKeys;
import io.crmesh.local.access.Operator;
import io.crmesh.local.launcher.Running;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** {@code ./crm audit verify}: says of each audit trail whether it is whole, and where it is broken if it is not. */
public final class AuditMain {

    private static final String USAGE = "usage: ./crm audit verify [--gateway URL]";
    private static final List<String> TRAILS =
            List.of("customers", "orders", "interactions", "tickets", "marketing", "gateway");

    private AuditMain() {}

    public static void main(String[] arguments) throws InterruptedException {
        Running.believe();
        var words = List.of(arguments);
        var isUnderstood = words.equals(List.of("verify"))
                || (words.size() == 3 && words.subList(0, 2).equals(List.of("verify", "--gateway")));
        if (!isUnderstood) {
            System.err.println(USAGE);
            System.exit(2);
        }
        var gateway = words.size() == 3 ? URI.create(words.getLast()) : Running.gateway();
        try {
            var trails = new AuditTrails(
                    new Operator(gateway, Running.secrets()),
                    new HeadKeys(Running.auditKeys()),
                    Running.auditMemory(),
                    Duration.ofSeconds(1));
            var out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
            System.exit(verify(trails, out) ? 0 : 1);
        } catch (IllegalStateException e) {
            System.err.println(e.getMessage());
            System.exit(1);
        }
    }

    /** Whether all of them are whole. */
    private static boolean verify(AuditTrails trails, PrintStream out) throws InterruptedException {
        var areWhole = true;
        for (var trail : TRAILS) {
            try {
                var verdict = trails.verify(trail);
                out.println(trail + ": " + said(verdict));
                areWhole &= verdict.broken().isEmpty();
            } catch (Operator.Unable e) {
                out.println(trail + ": not verified. " + e.getMessage());
                areWhole = false;
            }
        }
        return areWhole;
    }

    private static String said(AuditTrails.Verdict verdict) {
        return verdict.broken()
                .map(found -> String.format(Locale.ROOT, "BROKEN: entry %,d %s", found.sequence(), found.what()))
                .orElseGet(() -> String.format(Locale.ROOT, "%,d entries, whole", verdict.entries()));
    }
}
