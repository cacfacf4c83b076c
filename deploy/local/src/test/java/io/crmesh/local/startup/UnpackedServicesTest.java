package io.crmesh.local.startup;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnpackedServicesTest {

    private static final String AOT_ENABLED = "-Dspring.aot.enabled=true";

    @TempDir
    Path dir;

    @Test
    void onlyAotProcessedServiceStartsWithSpringAot() throws Exception {
        assertThat(command("processed", "shop/Shop__ApplicationContextInitializer.class"))
                .contains(AOT_ENABLED);
        assertThat(command("unprocessed", "shop/Shop.class")).doesNotContain(AOT_ENABLED);
    }

    @Test
    void librariesThatServicesShareAreStoredOnce() throws Exception {
        var programs = new UnpackedServices(dir.resolve("programs"));
        var one = programs.unpack("one", service("one", "the same")).libraries().getFirst();
        var other = programs.unpack("other", service("other", "the same"))
                .libraries()
                .getFirst();
        var newer = programs.unpack("newer", service("newer", "not same"))
                .libraries()
                .getFirst();

        assertThat(Files.isSameFile(one, other)).isTrue();
        assertThat(newer).hasContent("not same");
        assertThat(other).hasContent("the same");
    }

    private Path service(String name, String library) throws IOException {
        var manifest = new Manifest();
        var attributes = manifest.getMainAttributes();
        attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        attributes.putValue("Start-Class", "shop.Shop");
        attributes.putValue("Spring-Boot-Classes", "BOOT-INF/classes/");
        attributes.putValue("Spring-Boot-Classpath-Index", "BOOT-INF/classpath.idx");
        var jar = dir.resolve(name + ".jar");
        try (var out = new JarOutputStream(Files.newOutputStream(jar), manifest)) {
            out.putNextEntry(new JarEntry("BOOT-INF/classpath.idx"));
            out.write("- \"BOOT-INF/lib/library.jar\"\n".getBytes(StandardCharsets.UTF_8));
            out.putNextEntry(new JarEntry("BOOT-INF/lib/library.jar"));
            out.write(library.getBytes(StandardCharsets.UTF_8));
        }
        return jar;
    }

    private Iterable<String> command(String name, String entry) throws IOException, InterruptedException {
        var manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, "shop.Shop");
        var jar = dir.resolve(name + ".jar");
        try (var out = new JarOutputStream(Files.newOutputStream(jar), manifest)) {
            out.putNextEntry(new JarEntry(entry));
        }
        var unpacked = new UnpackedServices(dir.resolve("programs")).unpack(name, jar);
        return new JvmCommands(dir, Form.SEPARATE).service(name, 64, unpacked);
    }
}
