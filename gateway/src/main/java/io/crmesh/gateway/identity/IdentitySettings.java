package io.crmesh.gateway.identity;

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
 * Who issues the tokens.
 *
 * @param issuer what the tokens that are made here name as their issuer: where this gateway is reached
 * @param externalIssuer somebody else to trust instead, such as Keycloak; then nobody gets tokens here
 * @param signingKeys a folder with the RSA keys to sign with, as PEM files; the one whose name is last signs
 * @param secrets a folder with one file for each program, named after it, that holds its secret
 * @param programs our own programs, by name, with what each may ask for
 */
@Validated
@ConfigurationProperties("crm.identity")
public record IdentitySettings(
        @NotNull URI issuer,
        @Nullable String externalIssuer,
        @Nullable Path signingKeys,
        @Nullable Path secrets,
        @DefaultValue Map<String, Program> programs) {

    /** What all tokens are meant for. */
    static final String AUDIENCE = "crm";

    private static final List<String> OURS_ALONE = List.of("/api/users", "/api/teams", "/account/tokens");

    /** Where browsers come back to with a code. */
    public static final String CODE_PATH = "/login/oauth2/code/crm";

    /** @param role as which it works; none for one that only asks who people are */
    record Program(@Nullable Role role, Set<String> scopes) {}

    /** Where browsers reach us. */
    public String publicUrl() {
        return trimmed(issuer.toString());
    }

    /** Whether they do so with TLS, by us or by what stands before us. */
    public boolean isSecure() {
        return "https".equals(issuer.getScheme());
    }

    public boolean external() {
        return externalIssuer != null && !externalIssuer.isBlank();
    }

    /** Whether this is about something that another issuer looks after by itself. */
    public boolean leavesToOther(HttpServletRequest request) {
        var path = request.getRequestURI();
        return external() && OURS_ALONE.stream().anyMatch(path::startsWith);
    }

    /** As tokens name it. */
    public String issuerName() {
        return external() ? trimmed(String.valueOf(externalIssuer)) : publicUrl();
    }

    private static String trimmed(String url) {
        return url.replaceAll("/$", "");
    }
}
