package io.crmesh.gateway.edge;

import io.crmesh.gateway.problem.Problems;
import io.crmesh.gateway.ratelimit.RateLimit;
import io.crmesh.gateway.ratelimit.RateLimitSettings;
import io.crmesh.gateway.ratelimit.SignInRateLimit;
import io.crmesh.gateway.ratelimit.SignInRateLimitSettings;
import io.crmesh.gateway.ratelimit.TrustedProxies;
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

/** Configuration of the servlet filters and of Jetty. The filters run in order of their cost, cheapest first. */
@Configuration(proxyBeanMethods = false)
class EdgeConfiguration {

    private static final int ACCEPT_QUEUE_SIZE = 4096;

    /** It runs before requests are observed, so that no trace of an unauthenticated client is continued. */
    @Bean
    FilterRegistrationBean<RequestSanitizer> requestSanitizer(TrustedProxies proxies, Problems problems) {
        return at(Ordered.HIGHEST_PRECEDENCE, new RequestSanitizer(proxies, problems));
    }

    @Bean
    FilterRegistrationBean<RateLimit> rateLimit(RateLimitSettings limits, TrustedProxies proxies, Problems problems) {
        return at(Ordered.HIGHEST_PRECEDENCE + 10, new RateLimit(limits, proxies, problems));
    }

    @Bean
    SignInRateLimit signInRateLimit(SignInRateLimitSettings limits, TrustedProxies proxies, Problems problems) {
        return new SignInRateLimit(
                new RateLimitSettings(limits.perSecond(), limits.burst(), limits.clients()), proxies, problems);
    }

    @Bean
    FilterRegistrationBean<SignInRateLimit> signInRateLimitFilter(SignInRateLimit signInRateLimit) {
        return at(Ordered.HIGHEST_PRECEDENCE + 20, signInRateLimit);
    }

    @Bean
    FilterRegistrationBean<BodyLimit> bodyLimit(RequestBodySettings settings, Problems problems) {
        return at(0, new BodyLimit(settings, problems));
    }

    private static <F extends Filter> FilterRegistrationBean<F> at(int order, F filter) {
        var registration = new FilterRegistrationBean<>(filter);
        registration.setOrder(order);
        return registration;
    }

    @Bean
    WebServerFactoryCustomizer<JettyServletWebServerFactory> strictHttp(
            RequestBodySettings settings, Problems problems) {
        return jetty -> jetty.addServerCustomizers(
                new StrictHttp(settings.timeout(), problems), EdgeConfiguration::enlargeAcceptQueue);
    }

    @Bean
    WebServerFactoryCustomizer<JettyServletWebServerFactory> certificateReload(SslBundles bundles) {
        return jetty -> {
            var tls = jetty.getSsl();
            if (tls != null && tls.getBundle() != null) {
                jetty.addServerCustomizers(new CertificateReload(bundles, tls.getBundle()));
            }
        };
    }

    /**
     * With the default queue, clients that connect at the same moment would be refused and try again a second later.
     */
    private static void enlargeAcceptQueue(Server server) {
        for (var connector : server.getConnectors()) {
            if (connector instanceof ServerConnector listening) {
                listening.setAcceptQueueSize(ACCEPT_QUEUE_SIZE);
            }
        }
    }
}
