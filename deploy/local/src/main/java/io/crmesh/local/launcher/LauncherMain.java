package io.crmesh.local.launcher;

import io.crmesh.local.installation.CommandFailure;
import io.crmesh.local.installation.Installation;
import io.crmesh.local.startup.Form;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Main class of the commands of {@code ./crm} that start, stop and show an installation. */
public final class LauncherMain {

    private static final String SEPARATE = "--separate";

    private LauncherMain() {}

    /** Takes the command and its options; the checkout is named by the property {@code crm.root}. */
    public static void main(String[] args) throws InterruptedException {
        RunningInstallation.trustCertificates();
        System.exit(run(Installation.ofThisProcess(), Arrays.asList(args)));
    }

    private static int run(Installation installation, List<String> args) throws InterruptedException {
        try {
            return execute(installation, args.getFirst(), args.subList(1, args.size()));
        } catch (CommandFailure e) {
            System.err.println(e.getMessage());
        } catch (IOException e) {
            System.err.println(
                    "The files of the installation in %s cannot be used: %s".formatted(installation.home(), e));
        }
        return 1;
    }

    private static int execute(Installation installation, String command, List<String> options)
            throws IOException, InterruptedException {
        var output = new CommandOutput(System.out);
        return switch (command) {
            case "up" -> up(installation, output, known(options, "--detach", "-d", SEPARATE));
            case "down" -> none(options, new DownCommand(installation, output));
            case "status" ->
                new StatusCommand(installation, output)
                        .run(!known(options, "--json").isEmpty());
            case "logs" -> new LogsCommand(installation, output).run(part(options), options.contains("-f"));
            case "reset" ->
                new ResetCommand(installation, output)
                        .run(!known(options, "--yes", "-y").isEmpty());
            case "doctor" -> new DoctorCommand(installation, output).run();
            default -> throw new CommandFailure("There is no command %s; ./crm help lists them.".formatted(command));
        };
    }

    private static int up(Installation installation, CommandOutput output, List<String> options)
            throws IOException, InterruptedException {
        boolean separate = options.contains(SEPARATE);
        if (options.contains("--detach") || options.contains("-d")) {
            var arguments = separate ? List.of("up", SEPARATE) : List.of("up");
            return new DetachedUp(installation, output, LauncherMain.class, arguments).run();
        }
        new UpCommand(installation, separate ? Form.SEPARATE : Form.COMPACT, output).run();
        return 0;
    }

    private static int none(List<String> options, DownCommand down) throws IOException, InterruptedException {
        return known(options).isEmpty() ? down.run() : 1;
    }

    /** The options, if each is among those that the command knows. */
    private static List<String> known(List<String> options, String... possible) {
        for (var option : options) {
            if (!Arrays.asList(possible).contains(option)) {
                throw new CommandFailure("%s is not an option here; ./crm help lists them.".formatted(option));
            }
        }
        return options;
    }

    private static @Nullable String part(List<String> options) {
        return options.stream()
                .filter(option -> !option.startsWith("-"))
                .findFirst()
                .orElse(null);
    }
}
