package io.crmesh.local.command;

import io.crmesh.local.access.Operator;
import io.crmesh.local.launcher.Running;
import java.net.URI;

/** {@code ./crm password}: gives a user, the administrator unless it says who else, a password for the first time. */
public final class PasswordMain {

    private static final String USAGE = "usage: ./crm password [--user ID] [--gateway URL]";

    private record Wish(String user, URI gateway) {}

    private PasswordMain() {}

    public static void main(String[] arguments) throws InterruptedException {
        Running.believe();
        var usual = new Wish(Operator.ADMINISTRATOR, Running.gateway());
        var wish = Options.read(arguments, usual, PasswordMain::with, USAGE);
        try {
            var given = new Operator(wish.gateway(), Running.secrets()).password(wish.user());
            System.out.printf(
                    "%s signs in at %s/account with the password %s, and chooses another one then.%n",
                    given.username(), wish.gateway(), given.value());
        } catch (Operator.Unable e) {
            System.err.println(e.getMessage());
            System.exit(1);
        }
    }

    private static Wish with(Wish wish, String option, String value) {
        return switch (option) {
            case "--user" -> new Wish(value, wish.gateway());
            case "--gateway" -> new Wish(wish.user(), URI.create(value));
            default -> throw new IllegalArgumentException(option);
        };
    }
}
