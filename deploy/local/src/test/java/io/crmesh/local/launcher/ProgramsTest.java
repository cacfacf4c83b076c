package io.crmesh.local.launcher;

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

class ProgramsTest {

    private static final String DECIDED = "-Dspring.aot.enabled=true";

    @TempDir
    Path dir;

    @Test
    void onlyAServiceWhoseBeansTheBuildDecidedIsToldToTrustThat() throws Exception {
        assertThat(command("decided", "shop/Shop__ApplicationContextInitializer.class"))
                .contains(DECIDED);
        assertThat(command("undecided", "shop/Shop.class")).doesNotContain(DECIDED);
    }

    private Iterable<String> command(String name, String entry) throws IOException, InterruptedException {
        var manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, "shop.Shop");
        var jar = dir.resolve(name + ".jar");
        try (var out = new JarOutputStream(Files.newOutputStream(jar), manifest)) {
            out.putNextEntry(new JarEntry(entry));
        }
        return Tuning.service(new Programs(dir.resolve("programs")).unpacked(name, jar));
    }
}
