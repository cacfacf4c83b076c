package io.crmesh.local.command;

import io.crmesh.local.access.Operator;
import io.crmesh.local.launcher.Running;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** {@code ./crm token}: prints a new personal access token and nothing else, so that scripts can take it as it is. */
public final class TokenMain {

    private static final String USAGE =
            "usage: ./crm token [--name NAME] [--user ID] [--scopes SCOPE,...] [--days DAYS] [--gateway URL]";

    private record Wish(String name, String user, Set<String> scopes, int days, URI gateway) {}

    private TokenMain() {}

    public static void main(String[] arguments) throws InterruptedException {
        Running.believe();
        var usual = new Wish("./crm token", Operator.ADMINISTRATOR, Set.of("crm"), 30, Running.gateway());
        var wish = Options.read(arguments, usual, TokenMain::with, USAGE);
        try {
            var token = new Operator(wish.gateway(), Running.secrets())
                    .token(wish.user(), wish.name(), wish.scopes(), wish.days());
            new PrintStream(System.out, true, StandardCharsets.UTF_8).println(token.value());
        } catch (Operator.Unable e) {
            System.err.println(e.getMessage());
            System.exit(1);
        }
    }

    private static Wish with(Wish wish, String option, String value) {
        return switch (option) {
            case "--name" -> new Wish(value, wish.user(), wish.scopes(), wish.days(), wish.gateway());
            case "--user" -> new Wish(wish.name(), value, wish.scopes(), wish.days(), wish.gateway());
            case "--scopes" ->
                new Wish(
                        wish.name(),
                        wish.user(),
                        new TreeSet<>(List.of(value.split(",", -1))),
                        wish.days(),
                        wish.gateway());
            case "--days" -> new Wish(wish.name(), wish.user(), wish.scopes(), Integer.parseInt(value), wish.gateway());
            case "--gateway" -> new Wish(wish.name(), wish.user(), wish.scopes(), wish.days(), URI.create(value));
            default -> throw new IllegalArgumentException(option);
        };
    }
}
