package io.crmesh.local.command;

/** The options of a command, names and values in turns. */
final class Options {

    /** What a wish becomes by an option; an {@link IllegalArgumentException} for one that makes no sense. */
    interface Reader<W> {
        W with(W wish, String option, String value);
    }

    private Options() {}

    /** The usual wish with these options. If they cannot be understood, this process ends, and says what can be. */
    static <W> W read(String[] arguments, W usual, Reader<W> reader, String usage) {
        var wish = usual;
        try {
            for (int i = 0; i < arguments.length; i += 2) {
                wish = reader.with(wish, arguments[i], arguments[i + 1]);
            }
        } catch (IllegalArgumentException | IndexOutOfBoundsException _) {
            System.err.println(usage);
            System.exit(2);
        }
        return wish;
    }
}
