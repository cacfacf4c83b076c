package io.crmesh.gateway.browser;

import com.mongodb.MongoException;
import io.crmesh.gateway.identity.IdentitySettings;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.session.config.annotation.web.http.EnableSpringHttpSession;
import org.springframework.session.web.http.CookieSerializer;
import org.springframework.session.web.http.DefaultCookieSerializer;
import org.springframework.session.web.http.SessionRepositoryFilter;

/** Sessions are kept in the database, so that any gateway can go on with what another began. */
@Configuration(proxyBeanMethods = false)
@EnableSpringHttpSession
class SessionConfiguration {

    /** By name. */
    static String cookie(IdentitySettings settings) {
        return named("crm-session", settings);
    }

    /** With TLS a name that no other host, and nothing without TLS, can set. */
    static String named(String cookie, IdentitySettings settings) {
        return settings.isSecure() ? "__Host-" + cookie : cookie;
    }

    @Bean
    CookieSerializer cookies(IdentitySettings settings) {
        var cookies = new DefaultCookieSerializer();
        cookies.setCookieName(cookie(settings));
        cookies.setCookiePath("/");
        cookies.setUseHttpOnlyCookie(true);
        cookies.setUseSecureCookie(settings.isSecure());
        cookies.setSameSite("Lax"); // Whoever comes back from another issuer brings it along.
        cookies.setUseBase64Encoding(false);
        return cookies;
    }

    /** Sessions are read and written outside of all that answers faults otherwise. */
    @Bean
    FilterRegistrationBean<Filter> sessionsAway(AwayPage away) {
        var registration = new FilterRegistrationBean<Filter>((request, response, chain) -> {
            try {
                chain.doFilter(request, response);
            } catch (MongoException e) {
                if (response.isCommitted()) {
                    throw e;
                }
                away.write((HttpServletRequest) request, (HttpServletResponse) response);
            }
        });
        registration.setOrder(SessionRepositoryFilter.DEFAULT_ORDER - 1);
        return registration;
    }
}
