package io.crmesh.gateway.browser;

import io.crmesh.gateway.browser.session.AuthorizedClients;
import io.crmesh.gateway.browser.session.GatewayClient;
import io.crmesh.gateway.browser.session.SessionAuthenticationFilter;
import io.crmesh.gateway.browser.session.SessionAuthenticator;
import io.crmesh.gateway.browser.session.SessionConfiguration;
import io.crmesh.gateway.browser.session.SessionUser;
import io.crmesh.gateway.identity.IdentitySettings;
import io.crmesh.gateway.identity.issuer.BrowserSignIn;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.security.config.ObjectPostProcessor;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.annotation.web.configurers.oauth2.client.OAuth2LoginConfigurer;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClientManager;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClientProviderBuilder;
import org.springframework.security.oauth2.client.web.DefaultOAuth2AuthorizedClientManager;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizationRequestRedirectFilter;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.context.RequestAttributeSecurityContextRepository;
import org.springframework.security.web.context.SecurityContextHolderFilter;
import org.springframework.security.web.util.matcher.RequestMatcher;

/**
 * Configuration of the security for browsers: the pages on which users sign in, and the API for browsers that are
 * signed in.
 */
@Configuration(proxyBeanMethods = false)
class BrowserSecurityConfiguration {

    /** The path from which a browser is sent to the issuer. */
    static final String SIGN_IN_START = "/oauth2/authorization/" + GatewayClient.ID;

    static final String SIGN_IN = "/sign-in";
    static final String SIGN_OUT = "/sign-out";
    static final String ACCOUNT = "/account";
    static final String CONSOLE = "/";
    static final String API = "/api/";

    private static final Set<String> PAGES = Set.of(CONSOLE, SIGN_OUT, SIGN_IN_START, IdentitySettings.CODE_PATH);

    @Bean
    @Order(2)
    SecurityFilterChain browserSecurity(
            HttpSecurity http,
            SessionAuthenticator authenticator,
            SignInRedirects redirects,
            AuthorizedClients clients,
            IdentitySettings settings) {
        return http.securityMatcher(isForBrowsers(settings))
                .authorizeHttpRequests(
                        requests -> requests.dispatcherTypeMatchers(DispatcherType.ERROR, DispatcherType.ASYNC)
                                .permitAll()
                                .requestMatchers(SIGN_IN, SIGN_IN + "/*")
                                .permitAll()
                                .requestMatchers(settings::isLeftToExternalIssuer)
                                .denyAll()
                                .anyRequest()
                                .authenticated())
                .securityContext(
                        each -> each.securityContextRepository(new RequestAttributeSecurityContextRepository()))
                .addFilterAfter(
                        new SessionAuthenticationFilter(
                                SessionUser.Stage.SIGNED_IN, authenticator::signedIn, redirects),
                        SecurityContextHolderFilter.class)
                .oauth2Login(login -> configureLogin(login, redirects, clients))
                .sessionManagement(sessions -> sessions.sessionFixation(fixation -> fixation.none()))
                .csrf(csrf -> csrf.spa().csrfTokenRepository(SessionConfiguration.csrfTokens(settings)))
                .exceptionHandling(faults ->
                        faults.authenticationEntryPoint(redirects).accessDeniedHandler(redirects::accessDenied))
                .requestCache(AbstractHttpConfigurer::disable)
                .headers(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .build();
    }

    private static void configureLogin(
            OAuth2LoginConfigurer<HttpSecurity> login, SignInRedirects redirects, AuthorizedClients clients) {
        login.loginPage(SIGN_IN)
                .authorizationEndpoint(begin -> begin.authorizationRedirectStrategy(redirects::redirectToIssuer))
                .authorizedClientRepository(clients)
                .successHandler(redirects::signedIn)
                .failureHandler(redirects::signInFailed)
                .withObjectPostProcessor(new ObjectPostProcessor<OAuth2AuthorizationRequestRedirectFilter>() {
                    @Override
                    public <F extends OAuth2AuthorizationRequestRedirectFilter> F postProcess(F filter) {
                        filter.setAuthenticationFailureHandler(redirects::issuerUnavailable);
                        return filter;
                    }
                });
    }

    /**
     * Pages are for browsers, also if a request brings a token. For the API, cookies are ignored if the request brings a
     * token.
     */
    private static RequestMatcher isForBrowsers(IdentitySettings settings) {
        var cookie = SessionConfiguration.cookie(settings);
        return request -> isPage(request.getRequestURI())
                || ConsoleAddress.isAskedFor(request)
                || (request.getRequestURI().startsWith(API)
                        && request.getHeader(HttpHeaders.AUTHORIZATION) == null
                        && hasCookie(cookie, request));
    }

    private static boolean isPage(String path) {
        return PAGES.contains(path)
                || Stream.of(SIGN_IN, ACCOUNT).anyMatch(page -> path.equals(page) || path.startsWith(page + "/"));
    }

    /** Whether an address is one of the account pages of the signed-in user. */
    static boolean isAccountPage(String address) {
        return address.matches(ACCOUNT + "([/?].*)?");
    }

    private static boolean hasCookie(String cookie, HttpServletRequest request) {
        return request.getCookies() != null
                && Arrays.stream(request.getCookies())
                        .anyMatch(each -> each.getName().equals(cookie));
    }

    /** Renews the tokens of an external issuer before they end. */
    @Bean
    OAuth2AuthorizedClientManager clientManager(GatewayClient client, AuthorizedClients clients) {
        var manager = new DefaultOAuth2AuthorizedClientManager(client, clients);
        manager.setAuthorizedClientProvider(
                OAuth2AuthorizedClientProviderBuilder.builder().refreshToken().build());
        return manager;
    }

    /** The built-in issuer asks for passwords on the sign-in page. */
    @Bean
    BrowserSignIn passwordSignIn(SessionAuthenticator authenticator, SignInRedirects redirects) {
        return issuer -> issuer.securityContext(
                        each -> each.securityContextRepository(new RequestAttributeSecurityContextRepository()))
                .addFilterAfter(
                        new SessionAuthenticationFilter(
                                SessionUser.Stage.KNOWN_TO_ISSUER,
                                (request, _) -> authenticator.knownToIssuer(request),
                                redirects),
                        SecurityContextHolderFilter.class)
                .exceptionHandling(faults -> faults.defaultAuthenticationEntryPointFor(
                        redirects::askForPassword,
                        request -> request.getRequestURI().equals("/oauth2/authorize")))
                .requestCache(AbstractHttpConfigurer::disable);
    }
}
