package io.crmesh.gateway.identity.issuer;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.lt;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Indexes;
import io.crmesh.gateway.identity.BsonFields;
import io.crmesh.gateway.identity.IndexedRepository;
import io.crmesh.gateway.identity.Secrets;
import java.security.Principal;
import java.time.Clock;
import java.util.Date;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationRequest;
import org.springframework.security.oauth2.core.endpoint.OAuth2ParameterNames;
import org.springframework.security.oauth2.server.authorization.OAuth2Authorization;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationCode;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationService;
import org.springframework.security.oauth2.server.authorization.OAuth2TokenType;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.stereotype.Repository;

/**
 * Repository of authorization codes, which browsers carry from the issuer to a client, and which are valid for one
 * minute. Getting tokens deletes the code, so that only one of several requests with it succeeds. Nothing else is
 * stored, because the tokens contain all that is known.
 */
@Repository
class AuthorizationCodes implements OAuth2AuthorizationService, IndexedRepository {

    private final MongoCollection<Document> codes;
    private final RegisteredClientRepository clients;
    private final Clock clock = Clock.systemUTC();

    AuthorizationCodes(MongoDatabase identity, RegisteredClientRepository clients) {
        this.codes = identity.getCollection("codes");
        this.clients = clients;
    }

    @Override
    public void createIndexes() {
        var _ = codes.createIndex(Indexes.ascending("endsAt"));
    }

    @Override
    public void save(OAuth2Authorization authorization) {
        var code = authorization.getToken(OAuth2AuthorizationCode.class);
        if (code == null) {
            return;
        }
        if (authorization.getAccessToken() == null) {
            add(code.getToken(), authorization);
        } else if (codes.deleteOne(withCode(code.getToken().getTokenValue())).getDeletedCount() == 0) {
            throw new OAuth2AuthenticationException(OAuth2ErrorCodes.INVALID_GRANT);
        }
    }

    private static Bson withCode(String code) {
        return eq("_id", Secrets.hash(code));
    }

    private void add(OAuth2AuthorizationCode code, OAuth2Authorization authorization) {
        var _ = codes.deleteMany(lt("endsAt", Date.from(clock.instant())));
        OAuth2AuthorizationRequest request =
                Objects.requireNonNull(authorization.getAttribute(OAuth2AuthorizationRequest.class.getName()));
        var _ = codes.insertOne(new Document("_id", Secrets.hash(code.getTokenValue()))
                .append("authorization", authorization.getId())
                .append("client", authorization.getRegisteredClientId())
                .append("user", authorization.getPrincipalName())
                .append("scopes", BsonFields.sorted(authorization.getAuthorizedScopes()))
                .append("uri", request.getAuthorizationUri())
                .append("redirect", request.getRedirectUri())
                .append("more", new Document(texts(request.getAdditionalParameters())))
                .append("beganAt", Date.from(Objects.requireNonNull(code.getIssuedAt())))
                .append("endsAt", Date.from(Objects.requireNonNull(code.getExpiresAt()))));
    }

    /** The challenge and the nonce, by which the client recognises its own code. */
    private static Map<String, Object> texts(Map<String, Object> parameters) {
        var texts = new HashMap<String, Object>();
        parameters.forEach((name, value) -> {
            if (value instanceof String text) {
                texts.put(name, text);
            }
        });
        return texts;
    }

    @Override
    public @Nullable OAuth2Authorization findByToken(String token, @Nullable OAuth2TokenType type) {
        if (type == null || !type.getValue().equals(OAuth2ParameterNames.CODE)) {
            return null;
        }
        var found = codes.find(withCode(token)).first();
        return found == null ? null : read(token, found);
    }

    private @Nullable OAuth2Authorization read(String code, Document document) {
        var client = clients.findById(document.getString("client"));
        if (client == null) {
            return null;
        }
        var user = document.getString("user");
        var person = UsernamePasswordAuthenticationToken.authenticated(user, null, AuthorityUtils.NO_AUTHORITIES);
        var scopes = BsonFields.texts(document, "scopes");
        var request = OAuth2AuthorizationRequest.authorizationCode()
                .authorizationUri(document.getString("uri"))
                .clientId(client.getClientId())
                .redirectUri(document.getString("redirect"))
                .scopes(scopes)
                .additionalParameters(Map.copyOf(document.get("more", Document.class)))
                .build();
        return OAuth2Authorization.withRegisteredClient(client)
                .id(document.getString("authorization"))
                .principalName(user)
                .authorizationGrantType(AuthorizationGrantType.AUTHORIZATION_CODE)
                .authorizedScopes(scopes)
                .attribute(Principal.class.getName(), person)
                .attribute(OAuth2AuthorizationRequest.class.getName(), request)
                .token(new OAuth2AuthorizationCode(
                        code, BsonFields.time(document, "beganAt"), BsonFields.time(document, "endsAt")))
                .build();
    }

    /** Called, for example, if a code comes from another client than the one that it was issued to. */
    @Override
    public void remove(OAuth2Authorization authorization) {
        var code = authorization.getToken(OAuth2AuthorizationCode.class);
        if (code != null) {
            var _ = codes.deleteOne(withCode(code.getToken().getTokenValue()));
        }
    }

    @Override
    public @Nullable OAuth2Authorization findById(String id) {
        return null;
    }
}
