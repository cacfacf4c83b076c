package io.crmesh.local.imports;

import io.crmesh.local.access.Operator;
import io.crmesh.local.launcher.Running;
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

/** {@code ./crm import cdnow PATH [--live-from DATE]}. */
public final class ImportMain {

    private static final String USAGE = "usage: ./crm import cdnow PATH [--live-from yyyy-mm-dd] [--gateway URL]";

    private static final URI USUAL_GATEWAY = URI.create("http://127.0.0.1:8080");

    private record Wish(Path file, LocalDate liveFrom, URI gateway) {}

    private ImportMain() {}

    public static void main(String[] arguments) throws InterruptedException {
        Running.believe();
        var out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        var wish = wish(List.of(arguments));
        if (wish == null) {
            System.err.println(USAGE);
            System.exit(2);
            return;
        }
        try {
            var purchases = CdnowFile.read(wish.file());
            var name = "cdnow-"
                    + Integer.toUnsignedString(Files.readString(wish.file()).hashCode(), 36);
            signedIn(
                    wish.gateway(),
                    token -> new CdnowImport(new CrmApi(wish.gateway(), token), out, isTerminal(), name)
                            .run(purchases, wish.liveFrom()));
        } catch (IOException e) {
            System.err.println("The file cannot be read: " + e.getMessage());
            System.exit(1);
        } catch (CdnowFile.Unreadable | CrmApi.Refused | Operator.Unable e) {
            System.err.println(e.getMessage());
            System.exit(1);
        }
    }

    @FunctionalInterface
    private interface Work {
        void with(String token) throws IOException, InterruptedException;
    }

    /** With the token that the environment names, or with one of its own, which ends with the work. */
    private static void signedIn(URI gateway, Work work) throws IOException, InterruptedException {
        var given = System.getenv("CRM_TOKEN");
        if (given != null && !given.isBlank()) {
            work.with(given);
            return;
        }
        var operator = new Operator(gateway, Running.secrets());
        var token = operator.token(Operator.ADMINISTRATOR, "./crm import", Set.of("crm"), 1);
        try {
            work.with(token.value());
        } finally {
            revoke(operator, token);
        }
    }

    private static void revoke(Operator operator, Operator.Token token) throws InterruptedException {
        try {
            operator.revoke(token);
        } catch (Operator.Unable _) {
            System.err.println("The import's token could not be revoked; it ends by itself after a day.");
        }
    }

    @SuppressWarnings("SystemConsoleNull") // it is null again since JDK 25, where nobody sits at a terminal
    private static boolean isTerminal() {
        var console = System.console();
        return console != null && console.isTerminal();
    }

    private static @Nullable Wish wish(List<String> arguments) {
        if (arguments.size() < 2 || !arguments.getFirst().equals("cdnow") || arguments.size() % 2 != 0) {
            return null;
        }
        var liveFrom = LocalDate.MAX;
        var gateway = Running.address("gateway").orElse(USUAL_GATEWAY);
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
        return new Wish(Path.of(arguments.get(1)), liveFrom, gateway);
    }
}
