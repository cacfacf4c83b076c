package io.crmesh.local.startup;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
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
