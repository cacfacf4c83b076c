package io.crmesh.local.command;

import io.crmesh.local.access.Operator;
import io.crmesh.local.launcher.RunningInstallation;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** {@code ./crm token}: prints a personal access token and nothing else, so that scripts can take it as it is. */
public final class TokenMain {

    private static final String USAGE =
            "usage: ./crm token [--name NAME] [--user ID] [--scopes SCOPE,...] [--days DAYS] [--gateway URL]";

    private record Arguments(String name, String user, Set<String> scopes, int days, URI gateway) {}

    private TokenMain() {}

    public static void main(String[] arguments) throws InterruptedException {
        RunningInstallation.trustCertificates();
        var defaults =
                new Arguments("./crm token", Operator.ADMINISTRATOR, Set.of("crm"), 1, RunningInstallation.gateway());
        var parsed = Options.read(arguments, defaults, TokenMain::with, USAGE);
        try {
            var operator = new Operator(parsed.gateway(), RunningInstallation.secrets());
            var token = new KeptTokens(RunningInstallation.tokens(), parsed.gateway(), operator, Clock.systemUTC())
                    .token(parsed.user(), parsed.name(), parsed.scopes(), parsed.days());
            new PrintStream(System.out, true, StandardCharsets.UTF_8).println(token);
        } catch (Operator.RequestFailed e) {
            System.err.println(e.getMessage());
            System.exit(1);
        }
    }

    private static Arguments with(Arguments parsed, String option, String value) {
        return switch (option) {
            case "--name" -> new Arguments(value, parsed.user(), parsed.scopes(), parsed.days(), parsed.gateway());
            case "--user" -> new Arguments(parsed.name(), value, parsed.scopes(), parsed.days(), parsed.gateway());
            case "--scopes" ->
                new Arguments(
                        parsed.name(),
                        parsed.user(),
                        new TreeSet<>(List.of(value.split(",", -1))),
                        parsed.days(),
                        parsed.gateway());
            case "--days" ->
                new Arguments(parsed.name(), parsed.user(), parsed.scopes(), Integer.parseInt(value), parsed.gateway());
            case "--gateway" ->
                new Arguments(parsed.name(), parsed.user(), parsed.scopes(), parsed.days(), URI.create(value));
            default -> throw new IllegalArgumentException(option);
        };
    }
}
