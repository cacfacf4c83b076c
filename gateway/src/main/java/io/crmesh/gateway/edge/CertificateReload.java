package io.crmesh.gateway.edge;

import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.jetty.JettyServerCustomizer;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundles;

/**
 * Jetty customizer that reloads a renewed certificate while the gateway runs. The Tomcat of the services does so by
 * itself; Jetty does not.
 */
record CertificateReload(SslBundles bundles, String name) implements JettyServerCustomizer {

    private static final Logger log = LoggerFactory.getLogger(CertificateReload.class);

    @Override
    public void customize(Server server) {
        for (var connector : server.getConnectors()) {
            var tls = connector.getConnectionFactory(SslConnectionFactory.class);
            if (tls != null) {
                bundles.addBundleUpdateHandler(name, renewed -> reload(renewed, tls.getSslContextFactory()));
            }
        }
    }

    /** Open connections stay; new ones see the new certificate. */
    private static void reload(SslBundle renewed, SslContextFactory.Server server) {
        try {
            server.reload(factory -> factory.setSslContext(renewed.createSslContext()));
            log.info("The renewed certificate is used from now on");
        } catch (Exception e) { // The library declares it. The previous certificate stays in use.
            log.error("The renewed certificate cannot be used", e);
        }
    }
}
