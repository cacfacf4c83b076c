package io.crmesh.local.command;

import io.crmesh.local.access.Operator;
import io.crmesh.local.launcher.Running;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code ./crm password}: gives a user, the administrator unless it says who else, a password for the first time. */
public final class PasswordMain {

    private static final String USAGE = "usage: ./crm password [--user ID] [--gateway URL]";

    private record Wish(String user, URI gateway) {}

    private PasswordMain() {}

    public static void main(String[] arguments) throws InterruptedException {
        var wish = wish(List.of(arguments));
        if (wish == null) {
            System.err.println(USAGE);
            System.exit(2);
            return;
        }
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

    private static @Nullable Wish wish(List<String> arguments) {
        var wish = new Wish(Operator.ADMINISTRATOR, Running.gateway());
        try {
            for (int i = 0; i < arguments.size(); i += 2) {
                wish = with(wish, arguments.get(i), arguments.get(i + 1));
            }
            return wish;
        } catch (IllegalArgumentException | IndexOutOfBoundsException _) {
            return null;
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
