package io.crmesh.local.hosting;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PartClassLoaderTest {

    @TempDir
    Path dir;

    private @Nullable ClassLoader before;

    @BeforeEach
    void keepContextClassLoader() {
        before = Thread.currentThread().getContextClassLoader();
    }

    @AfterEach
    void restoreContextClassLoader() {
        Thread.currentThread().setContextClassLoader(before);
    }

    @Test
    void partSeesItsOwnSettingsAndClassesOnly() throws Exception {
        try (var orders = new PartClassLoader(part("orders"));
                var tickets = new PartClassLoader(part("tickets"))) {
            assertThat(text(orders, "application.yaml")).isEqualTo("orders");
            assertThat(text(tickets, "application.yaml")).isEqualTo("tickets");
            assertThat(orders.getResource("tickets.txt")).isNull();
            assertThat(orders.loadClass(HostedPart.class.getName()))
                    .as("what the process brings along is shared")
                    .isSameAs(HostedPart.class);
            assertThatThrownBy(() -> orders.loadClass("io.crmesh.ticket.Ticket"))
                    .isInstanceOf(ClassNotFoundException.class);
        }
    }

    @Test
    void threadsBelongToThePartThatStartedThem() throws Exception {
        assertThat(PartClassLoader.currentPart()).isNull();
        try (var orders = new PartClassLoader(part("orders"))) {
            orders.run(Main.class.getName(), List.of());
            try (var platform = Executors.newSingleThreadExecutor();
                    var virtual = Executors.newVirtualThreadPerTaskExecutor()) {
                assertThat(CompletableFuture.supplyAsync(PartClassLoader::currentPart, platform))
                        .succeedsWithin(Duration.ofSeconds(10))
                        .isEqualTo("orders");
                assertThat(CompletableFuture.supplyAsync(PartClassLoader::currentPart, virtual))
                        .succeedsWithin(Duration.ofSeconds(10))
                        .isEqualTo("orders");
            }
        }
    }

    @Test
    void eachLineNamesThePartThatWroteIt() throws Exception {
        var bytes = new ByteArrayOutputStream();
        try (var orders = new PartClassLoader(part("orders"));
                var out = new PrintStream(new PartOutput(bytes), true, UTF_8)) {
            out.print("begun ");
            Thread.currentThread().setContextClassLoader(orders);
            out.print("one\ntw");
            Thread.currentThread().setContextClassLoader(before);
            out.println("and ended");
            Thread.currentThread().setContextClassLoader(orders);
            out.println("o");
        }

        assertThat(bytes.toString(UTF_8).lines()).containsExactly("orders\tone", "\tbegun and ended", "orders\ttwo");
    }

    @Test
    void partsAreArgumentsOfAProcess() {
        var parts = List.of(
                new HostedPart("orders", "Main", List.of(Path.of("a b.jar")), List.of("--PORT=1", "x")),
                new HostedPart("mail", "Sink", List.of(), List.of()));

        assertThat(HostedPart.parse(HostedPart.format(parts).toArray(String[]::new)))
                .isEqualTo(parts);
    }

    private HostedPart part(String name) throws IOException {
        var jar = dir.resolve(name + ".jar");
        try (var out = new JarOutputStream(Files.newOutputStream(jar))) {
            for (var entry : List.of("application.yaml", name + ".txt")) {
                out.putNextEntry(new JarEntry(entry));
                out.write(name.getBytes(UTF_8));
            }
        }
        return new HostedPart(name, Main.class.getName(), List.of(jar), List.of());
    }

    private static String text(ClassLoader loader, String resource) throws IOException {
        try (var in = loader.getResourceAsStream(resource)) {
            return in == null ? "" : new String(in.readAllBytes(), UTF_8);
        }
    }

    /** A main class that returns at once. */
    static final class Main {

        private Main() {}

        static void main(String[] args) {
            assertThat(args).isEmpty();
        }
    }
}
