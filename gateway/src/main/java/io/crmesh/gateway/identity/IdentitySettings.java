package io.crmesh.gateway.identity;

import jakarta.validation.constraints.NotNull;
import java.net.URI;
import java.nio.file.Path;
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
record IdentitySettings(
        @NotNull URI issuer,
        @Nullable String externalIssuer,
        @Nullable Path signingKeys,
        @Nullable Path secrets,
        @DefaultValue Map<String, Program> programs) {

    /** What all tokens are meant for. */
    static final String AUDIENCE = "crm";

    record Program(Role role, Set<String> scopes) {}

    boolean external() {
        return externalIssuer != null && !externalIssuer.isBlank();
    }

    /** As tokens name it. */
    String issuerName() {
        return (external() ? String.valueOf(externalIssuer) : issuer.toString()).replaceAll("/$", "");
    }
}
