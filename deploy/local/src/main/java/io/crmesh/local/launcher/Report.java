package io.crmesh.local.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the launcher tells of itself and its parts in a file, for {@code status} and {@code down}. A launcher that was
 * killed leaves its last word behind, so a reader first asks {@link FolderLock} whether one runs.
 *
 * @param trouble why the start failed, if it did
 */
record Report(
        String state, ProcessIdentity launcher, @Nullable String trouble, List<PartStatus> parts) {

    static final String STARTING = "starting";
    static final String READY = "ready";
    static final String DEGRADED = "degraded";
    static final String STOPPING = "stopping";
    static final String FAILED = "failed";
    static final String STOPPED = "stopped";

    private static final JsonMapper JSON = JsonMapper.shared();

    private static Path file(Installation installation) {
        return installation.run().resolve("status.json");
    }

    static Optional<Report> last(Installation installation) {
        var file = file(installation);
        try {
            return Files.exists(file) ? Optional.of(JSON.readValue(file, Report.class)) : Optional.empty();
        } catch (JacksonException unreadable) {
            return Optional.empty(); // Left by another version; whoever runs now writes it anew.
        }
    }

    /** In one step, so that no reader sees half a report. */
    void publish(Installation installation) throws IOException {
        var file = file(installation);
        var draft = file.resolveSibling("status.json.new");
        Files.writeString(draft, json());
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    String json() {
        return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(this);
    }

    /** The same installation when nothing of it runs. */
    Report whenStopped() {
        return new Report(
                STOPPED, launcher, null, parts.stream().map(PartStatus::stopped).toList());
    }
}
