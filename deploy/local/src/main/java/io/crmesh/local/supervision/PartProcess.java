package io.crmesh.local.supervision;

import java.util.List;
import java.util.Map;

/**
 * Value object: a process of an installation, with one part or several.
 *
 * @param command starts with the executable; options of a JVM come right after it
 */
public record PartProcess(
        String name,
        ShutdownPhase shutdownPhase,
        List<String> command,
        Map<String, String> environment,
        List<Part> parts) {

    /** When a process is stopped: it stops before those that it still needs to finish its work. */
    public enum ShutdownPhase {
        SERVICE,
        MESSAGING,
        DATABASE
    }

    /** A process of one part, which has the name of the part. */
    public static PartProcess of(
            Part part, ShutdownPhase shutdownPhase, List<String> command, Map<String, String> environment) {
        return new PartProcess(part.name(), shutdownPhase, command, environment, List.of(part));
    }

    /** Whether the process was made for several parts, so that its output says which of them wrote a line. */
    boolean isShared() {
        return parts.stream().noneMatch(part -> part.name().equals(name));
    }
}
