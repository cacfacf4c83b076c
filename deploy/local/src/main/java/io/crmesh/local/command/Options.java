package io.crmesh.local.command;

/** Parser of the options of a command: names and values in turns. */
final class Options {

    /** Applies an option to the arguments; throws {@link IllegalArgumentException} for an invalid one. */
    interface OptionReader<A> {
        A with(A arguments, String option, String value);
    }

    private Options() {}

    /** The defaults with these options. If an option is invalid, the process prints the usage and exits with code 2. */
    static <A> A read(String[] options, A defaults, OptionReader<A> reader, String usage) {
        var parsed = defaults;
        try {
            for (int i = 0; i < options.length; i += 2) {
                parsed = reader.with(parsed, options[i], options[i + 1]);
            }
        } catch (IllegalArgumentException | IndexOutOfBoundsException _) {
            System.err.println(usage);
            System.exit(2);
        }
        return parsed;
    }
}
