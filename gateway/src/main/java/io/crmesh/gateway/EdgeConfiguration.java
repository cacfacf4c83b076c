package io.crmesh.gateway;

import jakarta.servlet.Filter;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.springframework.boot.jetty.servlet.JettyServletWebServerFactory;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;

/** In which order a request meets what may stop it, from what costs least to what costs most. */
@Configuration(proxyBeanMethods = false)
class EdgeConfiguration {

    private static final int WAITING_TO_BE_ACCEPTED = 4096;

    /** Before requests are observed, so that no stranger's trace is continued. */
    @Bean
    FilterRegistrationBean<Gate> gate(Proxies proxies, Problems problems) {
        return at(Ordered.HIGHEST_PRECEDENCE, new Gate(proxies, problems));
    }

    @Bean
    FilterRegistrationBean<RateLimit> rateLimit(Limits limits, Proxies proxies, Problems problems) {
        return at(Ordered.HIGHEST_PRECEDENCE + 10, new RateLimit(limits, proxies, problems));
    }

    @Bean
    Strangers strangers(StrangerLimits limits, Proxies proxies, Problems problems) {
        return new Strangers(new Limits(limits.perSecond(), limits.burst(), limits.clients()), proxies, problems);
    }

    @Bean
    FilterRegistrationBean<Strangers> strangerLimit(Strangers strangers) {
        return at(Ordered.HIGHEST_PRECEDENCE + 20, strangers);
    }

    @Bean
    FilterRegistrationBean<BodyLimit> bodyLimit(Bodies bodies, Problems problems) {
        return at(0, new BodyLimit(bodies, problems));
    }

    private static <F extends Filter> FilterRegistrationBean<F> at(int order, F filter) {
        var registration = new FilterRegistrationBean<>(filter);
        registration.setOrder(order);
        return registration;
    }

    @Bean
    WebServerFactoryCustomizer<JettyServletWebServerFactory> strictHttp(Bodies bodies, Problems problems) {
        return jetty -> jetty.addServerCustomizers(
                new StrictHttp(bodies.timeout(), problems), EdgeConfiguration::takeManyAtOnce);
    }

    @Bean
    WebServerFactoryCustomizer<JettyServletWebServerFactory> renewedCertificates(SslBundles bundles) {
        return jetty -> {
            var tls = jetty.getSsl();
            if (tls != null && tls.getBundle() != null) {
                jetty.addServerCustomizers(new RenewedCertificates(bundles, tls.getBundle()));
            }
        };
    }

    /** Without room for them, those who come at the same moment would be turned away and try again a second later. */
    private static void takeManyAtOnce(Server server) {
        for (var connector : server.getConnectors()) {
            if (connector instanceof ServerConnector listening) {
                listening.setAcceptQueueSize(WAITING_TO_BE_ACCEPTED);
            }
        }
    }
}
