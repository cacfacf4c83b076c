package io.crmesh.local.installation;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;

/**
 * File lock: one launcher per data folder. The system releases the lock of a killed launcher, so the lock also tells
 * whether a launcher runs.
 */
public final class FolderLock implements AutoCloseable {

    private static final int ATTEMPTS = 20;
    private static final Duration PAUSE = Duration.ofMillis(50);

    private final FileChannel channel;

    private FolderLock(FileChannel channel) {
        this.channel = channel;
    }

    public static FolderLock take(Installation installation) throws IOException, InterruptedException {
        Files.createDirectories(installation.run());
        var channel = FileChannel.open(file(installation), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            if (channel.tryLock() != null) {
                return new FolderLock(channel);
            }
            Thread.sleep(PAUSE); // Another process may hold it for a moment to see whether it is taken.
        }
        channel.close();
        throw new CommandFailure(
                "CRMesh is already running with the data in %s; see ./crm status, or end it with ./crm down."
                        .formatted(installation.home()));
    }

    public static boolean isTaken(Installation installation) throws IOException {
        var file = file(installation);
        if (!Files.exists(file)) {
            return false;
        }
        try (var channel = FileChannel.open(file, StandardOpenOption.READ);
                var sharedLock = channel.tryLock(0, Long.MAX_VALUE, true)) {
            return sharedLock == null;
        }
    }

    private static Path file(Installation installation) {
        return installation.run().resolve("lock");
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
