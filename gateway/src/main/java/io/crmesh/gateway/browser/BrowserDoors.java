package io.crmesh.gateway.browser;

import io.crmesh.gateway.identity.IdentitySettings;
import io.crmesh.gateway.identity.SignInWay;
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
import org.springframework.security.web.csrf.CookieCsrfTokenRepository;
import org.springframework.security.web.util.matcher.RequestMatcher;

/** The doors for browsers: the pages on which one signs in, and the API for those who did. */
@Configuration(proxyBeanMethods = false)
class BrowserDoors {

    /** Where a browser is sent to the issuer from. */
    static final String BEGIN = "/oauth2/authorization/" + Client.ID;

    static final String SIGN_IN = "/sign-in";
    static final String SIGN_OUT = "/sign-out";
    static final String HOME = "/account";
    static final String API = "/api/";

    private static final Set<String> PAGES = Set.of("/", SIGN_OUT, BEGIN, IdentitySettings.CODE_PATH);

    @Bean
    @Order(2)
    SecurityFilterChain browsers(
            HttpSecurity http, Recognition recognition, Welcome welcome, Clients clients, IdentitySettings settings) {
        return http.securityMatcher(ofBrowsers(settings))
                .authorizeHttpRequests(
                        requests -> requests.dispatcherTypeMatchers(DispatcherType.ERROR, DispatcherType.ASYNC)
                                .permitAll()
                                .requestMatchers(SIGN_IN, SIGN_IN + "/*")
                                .permitAll()
                                .requestMatchers(settings::leavesToOther)
                                .denyAll()
                                .anyRequest()
                                .authenticated())
                .securityContext(
                        each -> each.securityContextRepository(new RequestAttributeSecurityContextRepository()))
                .addFilterAfter(
                        new PersonFilter(Person.As.SIGNED_IN, recognition::signedIn, welcome),
                        SecurityContextHolderFilter.class)
                .oauth2Login(login -> atIssuer(login, welcome, clients))
                .sessionManagement(sessions -> sessions.sessionFixation(fixation -> fixation.none()))
                .csrf(csrf -> csrf.spa().csrfTokenRepository(forgeryTokens(settings)))
                .exceptionHandling(
                        faults -> faults.authenticationEntryPoint(welcome).accessDeniedHandler(welcome::turnAway))
                .requestCache(AbstractHttpConfigurer::disable)
                .headers(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .build();
    }

    private static void atIssuer(OAuth2LoginConfigurer<HttpSecurity> login, Welcome welcome, Clients clients) {
        login.loginPage(SIGN_IN)
                .authorizationEndpoint(begin -> begin.authorizationRedirectStrategy(welcome::leads))
                .authorizedClientRepository(clients)
                .successHandler(welcome::comesBack)
                .failureHandler(welcome::failed)
                .withObjectPostProcessor(new ObjectPostProcessor<OAuth2AuthorizationRequestRedirectFilter>() {
                    @Override
                    public <F extends OAuth2AuthorizationRequestRedirectFilter> F postProcess(F filter) {
                        filter.setAuthenticationFailureHandler(welcome::issuerAway);
                        return filter;
                    }
                });
    }

    /** Scripts read the token from its cookie and send it as a header; forms carry it in a field. */
    static CookieCsrfTokenRepository forgeryTokens(IdentitySettings settings) {
        var tokens = CookieCsrfTokenRepository.withHttpOnlyFalse();
        tokens.setCookieName(forgeryCookie(settings));
        tokens.setCookieCustomizer(
                cookie -> cookie.path("/").secure(settings.isSecure()).sameSite("Strict"));
        return tokens;
    }

    static String forgeryCookie(IdentitySettings settings) {
        return SessionConfiguration.named("XSRF-TOKEN", settings);
    }

    /** Pages are for people, whatever else they bring. With the API, cookies of those who bring a token are not looked at. */
    private static RequestMatcher ofBrowsers(IdentitySettings settings) {
        var cookie = SessionConfiguration.cookie(settings);
        return request -> isPage(request.getRequestURI())
                || (request.getRequestURI().startsWith(API)
                        && request.getHeader(HttpHeaders.AUTHORIZATION) == null
                        && brings(cookie, request));
    }

    private static boolean isPage(String path) {
        return PAGES.contains(path)
                || Stream.of(SIGN_IN, HOME).anyMatch(page -> path.equals(page) || path.startsWith(page + "/"));
    }

    /** Whether a place is one of the pages that belong to whoever is signed in. */
    static boolean isOfAccount(String place) {
        return place.matches(HOME + "([/?].*)?");
    }

    private static boolean brings(String cookie, HttpServletRequest request) {
        return request.getCookies() != null
                && Arrays.stream(request.getCookies())
                        .anyMatch(each -> each.getName().equals(cookie));
    }

    /** Renews the tokens of another issuer before they end. */
    @Bean
    OAuth2AuthorizedClientManager clientManager(Client client, Clients clients) {
        var manager = new DefaultOAuth2AuthorizedClientManager(client, clients);
        manager.setAuthorizedClientProvider(
                OAuth2AuthorizedClientProviderBuilder.builder().refreshToken().build());
        return manager;
    }

    /** The issuer that comes along asks for passwords here. */
    @Bean
    SignInWay pageForPasswords(Recognition recognition, Welcome welcome) {
        return issuer -> issuer.securityContext(
                        each -> each.securityContextRepository(new RequestAttributeSecurityContextRepository()))
                .addFilterAfter(
                        new PersonFilter(
                                Person.As.KNOWN_TO_ISSUER, (request, _) -> recognition.known(request), welcome),
                        SecurityContextHolderFilter.class)
                .exceptionHandling(faults -> faults.defaultAuthenticationEntryPointFor(
                        welcome::asksForPassword,
                        request -> request.getRequestURI().equals("/oauth2/authorize")))
                .requestCache(AbstractHttpConfigurer::disable);
    }
}
