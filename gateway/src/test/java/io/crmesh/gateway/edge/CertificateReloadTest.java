package io.crmesh.gateway.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.crmesh.local.tls.DevelopmentCertificates;
import io.crmesh.local.tls.Identity;
import java.nio.file.Path;
import java.util.List;
import javax.net.ssl.SSLSocket;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.ssl.DefaultSslBundleRegistry;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.pem.PemSslStore;
import org.springframework.boot.ssl.pem.PemSslStoreBundle;
import org.springframework.boot.ssl.pem.PemSslStoreDetails;

class CertificateReloadTest {

    @TempDir
    Path folder;

    @Test
    void newConnectionSeesRenewedCertificate() throws Exception {
        var before = Identity.of(DevelopmentCertificates.make(folder.resolve("before"), List.of()));
        var after = Identity.of(DevelopmentCertificates.make(folder.resolve("after"), List.of()));
        var bundles = new DefaultSslBundleRegistry("crm", bundle(before));
        var shown = new SslContextFactory.Server();
        shown.setSslContext(bundles.getBundle("crm").createSslContext());
        var server = new Server();
        var connector = new ServerConnector(server, shown);
        server.addConnector(connector);
        new CertificateReload(bundles, "crm").customize(server);
        server.start();
        try {
            assertSeen(connector.getLocalPort(), before);

            bundles.updateBundle("crm", bundle(after));

            assertSeen(connector.getLocalPort(), after);
        } finally {
            server.stop();
        }
    }

    private static SslBundle bundle(Identity identity) {
        var files = identity.files();
        var own = PemSslStoreDetails.forCertificates("file:" + files.own()).withPrivateKey("file:" + files.key());
        var trusted = PemSslStoreDetails.forCertificates("file:" + files.authorities());
        return SslBundle.of(new PemSslStoreBundle(PemSslStore.load(own), PemSslStore.load(trusted)));
    }

    private static void assertSeen(int port, Identity identity) throws Exception {
        var sockets = bundle(identity).createSslContext().getSocketFactory();
        try (var socket = (SSLSocket) sockets.createSocket("127.0.0.1", port)) {
            socket.startHandshake();
            assertThat(socket.getSession().getPeerCertificates()[0])
                    .isEqualTo(identity.chain().getFirst());
        }
    }
}
