package io.crmesh.local.command;

import io.crmesh.local.access.Operator;
import io.crmesh.local.launcher.RunningInstallation;
import java.net.URI;

/** {@code ./crm password}: gives a user, by default the administrator, a temporary password. */
public final class PasswordMain {

    private static final String USAGE = "usage: ./crm password [--user ID] [--gateway URL]";

    private record Arguments(String user, URI gateway) {}

    private PasswordMain() {}

    public static void main(String[] arguments) throws InterruptedException {
        RunningInstallation.trustCertificates();
        var defaults = new Arguments(Operator.ADMINISTRATOR, RunningInstallation.gateway());
        var parsed = Options.read(arguments, defaults, PasswordMain::with, USAGE);
        try {
            var given = new Operator(parsed.gateway(), RunningInstallation.secrets()).password(parsed.user());
            System.out.printf(
                    "%s signs in at %s/account with the password %s, and chooses another one then.%n",
                    given.username(), parsed.gateway(), given.value());
        } catch (Operator.RequestFailed e) {
            System.err.println(e.getMessage());
            System.exit(1);
        }
    }

    private static Arguments with(Arguments parsed, String option, String value) {
        return switch (option) {
            case "--user" -> new Arguments(value, parsed.gateway());
            case "--gateway" -> new Arguments(parsed.user(), URI.create(value));
            default -> throw new IllegalArgumentException(option);
        };
    }
}
