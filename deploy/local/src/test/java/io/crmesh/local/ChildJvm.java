package io.crmesh.local;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A main class of this module in a process of its own, which a test may kill. */
public final class ChildJvm implements AutoCloseable {

    private static final Duration TIMEOUT = Duration.ofMinutes(2);

    private final Process process;
    private final Path out;
    private final Path err;

    private ChildJvm(Process process, Path out, Path err) {
        this.process = process;
        this.out = out;
        this.err = err;
    }

    /** Starts the main class with the heap and the options that it has in an installation. */
    public static ChildJvm start(Class<?> mainClass, int heapMegabytes, Object... args) throws IOException {
        var out = Files.createTempFile("child", ".out");
        var err = Files.createTempFile("child", ".err");
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xmx" + heapMegabytes + "m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
        command.addAll(List.of("--sun-misc-unsafe-memory-access=allow", "--enable-native-access=ALL-UNNAMED"));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), mainClass.getName()));
        for (var arg : args) {
            command.add(arg.toString());
        }
        var process = new ProcessBuilder(command)
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        return new ChildJvm(process, out, err);
    }

    /** The words after {@code ready}, as soon as the process has printed them. */
    public List<String> awaitReady() {
        return await("ready").atMost(TIMEOUT).until(this::readyWords, words -> !words.isEmpty());
    }

    private List<String> readyWords() throws IOException {
        for (var line : Files.readAllLines(out)) {
            if (line.startsWith("ready ")) {
                return List.of(line.substring("ready ".length()).split(" "));
            }
        }
        if (!process.isAlive()) {
            throw new IllegalStateException("The process ended: " + errorLines());
        }
        return List.of();
    }

    /** The lines of its error output. */
    public List<String> errorLines() throws IOException {
        return Files.readAllLines(err);
    }

    /** Kills the process without an orderly stop. */
    public void kill() {
        process.destroyForcibly().onExit().join();
    }

    /** Asks the process to terminate; returns its exit code. */
    public int terminate() throws InterruptedException {
        process.destroy();
        return exitCode();
    }

    /** Waits for the end of the process; returns its exit code. */
    public int exitCode() throws InterruptedException {
        if (!process.waitFor(TIMEOUT.toSeconds(), TimeUnit.SECONDS)) {
            throw new IllegalStateException("The process does not end.");
        }
        return process.exitValue();
    }

    @Override
    public void close() throws IOException {
        kill();
        Files.delete(out);
        Files.delete(err);
    }
}
