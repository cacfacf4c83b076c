package io.crmesh.local.launcher;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;

/**
 * One launcher per data folder. The system takes the lock back from a launcher that was killed, so it also tells
 * whether one runs.
 */
final class FolderLock implements AutoCloseable {

    private static final int ATTEMPTS = 20;
    private static final Duration PAUSE = Duration.ofMillis(50);

    private final FileChannel channel;

    private FolderLock(FileChannel channel) {
        this.channel = channel;
    }

    static FolderLock take(Installation installation) throws IOException, InterruptedException {
        Files.createDirectories(installation.run());
        var channel = FileChannel.open(file(installation), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            if (channel.tryLock() != null) {
                return new FolderLock(channel);
            }
            Thread.sleep(PAUSE); // Somebody may only be looking whether it is taken.
        }
        channel.close();
        throw new Trouble("CRMesh is already running with the data in %s; see ./crm status, or end it with ./crm down."
                .formatted(installation.home()));
    }

    static boolean isTaken(Installation installation) throws IOException {
        var file = file(installation);
        if (!Files.exists(file)) {
            return false;
        }
        try (var channel = FileChannel.open(file, StandardOpenOption.READ);
                var look = channel.tryLock(0, Long.MAX_VALUE, true)) {
            return look == null;
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
