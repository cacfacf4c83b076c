package io.crmesh.local.supervision;

import io.crmesh.local.installation.FolderLock;
import io.crmesh.local.installation.Installation;
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
 * Status file of the launcher and its parts, for {@code ./crm status} and {@code ./crm down}. A killed launcher leaves
 * its last status behind, so readers first ask {@link FolderLock} whether a launcher runs.
 *
 * @param failure why the start failed, if it did
 */
public record InstallationStatus(
        String state, ProcessIdentity launcher, @Nullable String failure, List<PartStatus> parts) {

    public static final String STARTING = "starting";
    public static final String READY = "ready";
    public static final String DEGRADED = "degraded";
    public static final String STOPPING = "stopping";
    public static final String FAILED = "failed";
    public static final String STOPPED = "stopped";

    private static final JsonMapper JSON = JsonMapper.shared();

    private static Path file(Installation installation) {
        return installation.run().resolve("status.json");
    }

    public static Optional<InstallationStatus> last(Installation installation) {
        var file = file(installation);
        try {
            return Files.exists(file) ? Optional.of(JSON.readValue(file, InstallationStatus.class)) : Optional.empty();
        } catch (JacksonException unreadable) {
            return Optional.empty(); // Left by another version; a running launcher overwrites it.
        }
    }

    /** Writes the file in one step, so that no reader sees half of it. */
    public void write(Installation installation) throws IOException {
        var file = file(installation);
        var draft = file.resolveSibling("status.json.new");
        Files.writeString(draft, json());
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    public String json() {
        return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(this);
    }

    /** The same status when no part runs. */
    public InstallationStatus whenStopped() {
        return new InstallationStatus(
                STOPPED, launcher, null, parts.stream().map(PartStatus::stopped).toList());
    }
}
