package io.crmesh.gateway.browser.session;

import com.mongodb.MongoException;
import io.crmesh.gateway.identity.IdentitySettings;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.web.csrf.CookieCsrfTokenRepository;
import org.springframework.session.config.annotation.web.http.EnableSpringHttpSession;
import org.springframework.session.web.http.CookieSerializer;
import org.springframework.session.web.http.DefaultCookieSerializer;
import org.springframework.session.web.http.SessionRepositoryFilter;

/** Configuration of browser sessions. They are stored in the database, so that each gateway instance can use them. */
@Configuration(proxyBeanMethods = false)
@EnableSpringHttpSession
public class SessionConfiguration {

    /** The name of the session cookie. */
    public static String cookie(IdentitySettings settings) {
        return named("crm-session", settings);
    }

    /** With TLS, the prefix keeps other hosts and plain HTTP from setting the cookie. */
    static String named(String cookie, IdentitySettings settings) {
        return settings.isSecure() ? "__Host-" + cookie : cookie;
    }

    /** Scripts read the token from its cookie and send it as a header; forms carry it in a field. */
    public static CookieCsrfTokenRepository csrfTokens(IdentitySettings settings) {
        var tokens = CookieCsrfTokenRepository.withHttpOnlyFalse();
        tokens.setCookieName(csrfCookie(settings));
        tokens.setCookieCustomizer(
                cookie -> cookie.path("/").secure(settings.isSecure()).sameSite("Strict"));
        return tokens;
    }

    public static String csrfCookie(IdentitySettings settings) {
        return named("XSRF-TOKEN", settings);
    }

    @Bean
    CookieSerializer cookies(IdentitySettings settings) {
        var cookies = new DefaultCookieSerializer();
        cookies.setCookieName(cookie(settings));
        cookies.setCookiePath("/");
        cookies.setUseHttpOnlyCookie(true);
        cookies.setUseSecureCookie(settings.isSecure());
        cookies.setSameSite("Lax"); // A browser that comes back from an external issuer must send it.
        cookies.setUseBase64Encoding(false);
        return cookies;
    }

    /** Sessions are read and written outside of all other error handling. */
    @Bean
    FilterRegistrationBean<Filter> sessionsUnavailable(UnavailablePage page) {
        var registration = new FilterRegistrationBean<Filter>((request, response, chain) -> {
            try {
                chain.doFilter(request, response);
            } catch (MongoException e) {
                if (response.isCommitted()) {
                    throw e;
                }
                page.write((HttpServletRequest) request, (HttpServletResponse) response);
            }
        });
        registration.setOrder(SessionRepositoryFilter.DEFAULT_ORDER - 1);
        return registration;
    }
}
