package io.crmesh.local.hosting;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Value object: a part that shares a process with others.
 *
 * @param jars what this part has for itself; what all parts share is on the class path of the process
 * @param arguments of the main class
 */
public record HostedPart(String name, String mainClass, List<Path> jars, List<String> arguments) {

    private static final String END = "--";

    /** The parts as arguments of a process. */
    public static List<String> format(List<HostedPart> parts) {
        var formatted = new ArrayList<String>();
        for (var part : parts) {
            formatted.addAll(List.of(part.name, part.mainClass, Integer.toString(part.jars.size())));
            part.jars.forEach(jar -> formatted.add(jar.toString()));
            formatted.addAll(part.arguments);
            formatted.add(END);
        }
        return formatted;
    }

    static List<HostedPart> parse(String[] formatted) {
        var parts = new ArrayList<HostedPart>();
        var rest = Arrays.asList(formatted);
        while (!rest.isEmpty()) {
            int end = rest.indexOf(END);
            parts.add(of(rest.subList(0, end)));
            rest = rest.subList(end + 1, rest.size());
        }
        return parts;
    }

    private static HostedPart of(List<String> formatted) {
        int jars = Integer.parseInt(formatted.get(2));
        return new HostedPart(
                formatted.get(0),
                formatted.get(1),
                formatted.subList(3, 3 + jars).stream().map(Path::of).toList(),
                List.copyOf(formatted.subList(3 + jars, formatted.size())));
    }
}
