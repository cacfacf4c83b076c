package io.crmesh.gateway;

import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.jetty.JettyServerCustomizer;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundles;

/** Takes over a certificate that was renewed while we run. The services' server does so by itself, this one does not. */
record RenewedCertificates(SslBundles bundles, String name) implements JettyServerCustomizer {

    private static final Logger log = LoggerFactory.getLogger(RenewedCertificates.class);

    @Override
    public void customize(Server server) {
        for (var connector : server.getConnectors()) {
            var tls = connector.getConnectionFactory(SslConnectionFactory.class);
            if (tls != null) {
                bundles.addBundleUpdateHandler(name, renewed -> take(renewed, tls.getSslContextFactory()));
            }
        }
    }

    /** Connections that are there stay; new ones see the new certificate. */
    private static void take(SslBundle renewed, SslContextFactory.Server shown) {
        try {
            shown.reload(factory -> factory.setSslContext(renewed.createSslContext()));
            log.info("Another certificate is shown from now on");
        } catch (Exception e) { // that is what the library declares; the certificate from before goes on
            log.error("The renewed certificate cannot be used", e);
        }
    }
}
