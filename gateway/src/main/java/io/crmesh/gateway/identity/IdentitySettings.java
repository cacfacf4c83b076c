package io.crmesh.gateway.identity;

import io.crmesh.web.Role;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.constraints.NotNull;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Settings of the issuer of tokens.
 *
 * @param issuer the issuer that tokens made here name: the address at which this gateway is reached
 * @param externalIssuer an issuer to trust instead, such as Keycloak; the gateway then issues no tokens
 * @param signingKeys a folder with RSA signing keys as PEM files; the last one by name signs
 * @param secrets a folder with one file for each service client, named after it, that holds its secret
 * @param clients the service clients, by name, with what each may ask for
 */
@Validated
@ConfigurationProperties("crm.identity")
public record IdentitySettings(
        @NotNull URI issuer,
        @Nullable String externalIssuer,
        @Nullable Path signingKeys,
        @Nullable Path secrets,
        @DefaultValue Map<String, Client> clients) {

    /** The audience of all tokens. */
    public static final String AUDIENCE = "crm";

    private static final List<String> OWN_ISSUER_PATHS =
            List.of("/api/users", "/api/teams", "/account/tokens", "/internal/users", "/internal/teams");

    /** The path to which browsers return with a code. */
    public static final String CODE_PATH = "/login/oauth2/code/crm";

    /**
     * A service client.
     *
     * @param role the role of the client; null for one that only asks who users are
     */
    public record Client(@Nullable Role role, Set<String> scopes) {}

    /** The address at which browsers reach the gateway. */
    public String publicUrl() {
        return withoutSlash(issuer.toString());
    }

    /** Whether browsers use TLS, whether it ends at the gateway or at a proxy before it. */
    public boolean isSecure() {
        return "https".equals(issuer.getScheme());
    }

    public boolean external() {
        return externalIssuer != null && !externalIssuer.isBlank();
    }

    /** Whether the request is about something that an external issuer manages by itself. */
    public boolean isLeftToExternalIssuer(HttpServletRequest request) {
        var path = request.getRequestURI();
        return external() && OWN_ISSUER_PATHS.stream().anyMatch(path::startsWith);
    }

    /** The issuer as tokens name it. */
    public String issuerName() {
        return external() ? withoutSlash(String.valueOf(externalIssuer)) : publicUrl();
    }

    private static String withoutSlash(String url) {
        return url.replaceAll("/$", "");
    }
}
