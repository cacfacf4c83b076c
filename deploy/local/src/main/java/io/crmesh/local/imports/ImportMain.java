package io.crmesh.local.imports;

import io.crmesh.local.access.Operator;
import io.crmesh.local.launcher.RunningInstallation;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code ./crm import cdnow PATH [--live-from DATE]}: imports the CDNOW purchases into a running installation. */
public final class ImportMain {

    private static final String USAGE = "usage: ./crm import cdnow PATH [--live-from yyyy-mm-dd] [--gateway URL]";

    private record Arguments(Path file, LocalDate liveFrom, URI gateway) {}

    private ImportMain() {}

    public static void main(String[] arguments) throws InterruptedException {
        RunningInstallation.trustCertificates();
        var out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        var parsed = parse(List.of(arguments));
        if (parsed == null) {
            System.err.println(USAGE);
            System.exit(2);
            return;
        }
        try {
            var purchases = CdnowFile.read(parsed.file());
            var name = "cdnow-"
                    + Integer.toUnsignedString(Files.readString(parsed.file()).hashCode(), 36);
            withToken(
                    parsed.gateway(),
                    token -> new CdnowImport(new CrmApi(parsed.gateway(), token), out, isTerminal(), name)
                            .run(purchases, parsed.liveFrom()));
        } catch (IOException e) {
            System.err.println("The file cannot be read: " + e.getMessage());
            System.exit(1);
        } catch (CdnowFile.InvalidLine | CrmApi.Refused | Operator.RequestFailed e) {
            System.err.println(e.getMessage());
            System.exit(1);
        }
    }

    @FunctionalInterface
    private interface TokenUser {
        void with(String token) throws IOException, InterruptedException;
    }

    /** Runs with the token that the environment gives, or with a new one that is revoked afterwards. */
    private static void withToken(URI gateway, TokenUser user) throws IOException, InterruptedException {
        var given = System.getenv("CRM_TOKEN");
        if (given != null && !given.isBlank()) {
            user.with(given);
            return;
        }
        var operator = new Operator(gateway, RunningInstallation.secrets());
        var token = operator.token(Operator.ADMINISTRATOR, "./crm import", Set.of("crm"), 1);
        try {
            user.with(token.value());
        } finally {
            revoke(operator, token);
        }
    }

    private static void revoke(Operator operator, Operator.Token token) throws InterruptedException {
        try {
            operator.revoke(token);
        } catch (Operator.RequestFailed _) {
            System.err.println("The import's token could not be revoked; it ends by itself after a day.");
        }
    }

    @SuppressWarnings("SystemConsoleNull") // it is null again since JDK 25 without a terminal
    private static boolean isTerminal() {
        var console = System.console();
        return console != null && console.isTerminal();
    }

    private static @Nullable Arguments parse(List<String> arguments) {
        if (arguments.size() < 2 || !arguments.getFirst().equals("cdnow") || arguments.size() % 2 != 0) {
            return null;
        }
        var liveFrom = LocalDate.MAX;
        var gateway = RunningInstallation.gateway();
        try {
            for (int i = 2; i < arguments.size(); i += 2) {
                switch (arguments.get(i)) {
                    case "--live-from" -> liveFrom = LocalDate.parse(arguments.get(i + 1));
                    case "--gateway" -> gateway = URI.create(arguments.get(i + 1));
                    default -> {
                        return null;
                    }
                }
            }
        } catch (DateTimeException | IllegalArgumentException _) {
            return null;
        }
        return new Arguments(Path.of(arguments.get(1)), liveFrom, gateway);
    }
}
