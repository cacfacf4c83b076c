package io.crmesh.local.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crmesh.tls.Certificates;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DevelopmentCertificatesTest {

    @TempDir
    Path folder;

    @Test
    void certificateIsForThisMachineAndGivenHosts() throws Exception {
        var certificates = DevelopmentCertificates.make(folder, List.of("crm.example.org", "192.0.2.7"));

        var own = Identity.of(certificates).chain().getFirst();
        var authority =
                (X509Certificate) Certificates.read(certificates.authorities()).getFirst();
        assertThat(Objects.requireNonNull(own.getSubjectAlternativeNames()))
                .extracting(name -> name.getLast().toString())
                .containsExactly("localhost", "127.0.0.1", "0:0:0:0:0:0:0:1", "crm.example.org", "192.0.2.7");
        own.verify(authority.getPublicKey());
        assertThat(authority.getBasicConstraints())
                .as("signs no other authority")
                .isZero();
        assertThat(own.getBasicConstraints()).as("is no authority").isEqualTo(-1);
    }

    @Test
    void keyIsReadableByOwnerOnlyAndAuthorityKeyIsDeleted() throws Exception {
        var certificates = DevelopmentCertificates.make(folder, List.of());

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(certificates.key())))
                .isEqualTo("rw-------");
        try (var files = Files.list(folder)) {
            assertThat(files)
                    .containsExactlyInAnyOrder(certificates.authorities(), certificates.own(), certificates.key());
        }
    }

    @Test
    void existingCertificatesAreReplaced() throws Exception {
        var first = Identity.of(DevelopmentCertificates.make(folder, List.of()));
        var second = Identity.of(DevelopmentCertificates.make(folder, List.of()));

        assertThat(second.chain()).isNotEqualTo(first.chain());
    }

    @Test
    void unreadableKeyIsRefusedWithoutItsContent() throws Exception {
        var certificates = DevelopmentCertificates.make(folder, List.of());
        Files.writeString(certificates.key(), "-----BEGIN PRIVATE KEY-----\nc2VjcmV0\n-----END PRIVATE KEY-----\n");

        assertThatThrownBy(() -> Identity.of(certificates))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(folder.toString())
                .hasMessageNotContaining("c2VjcmV0")
                .hasNoCause();
    }
}
