package io.crmesh.gateway.browser.session;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.Map;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.security.crypto.encrypt.AesGcmBytesEncryptor;
import org.springframework.security.crypto.encrypt.BytesEncryptor;
import org.springframework.security.jackson.SecurityJacksonModules;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Encryption of the attributes of a session, with a key that is derived from the id of the session. */
final class SessionEncryption {

    /** It only reads types that can do no harm. */
    private final JsonMapper json = JsonMapper.builder()
            .addModules(SecurityJacksonModules.getModules(SessionEncryption.class.getClassLoader()))
            .build();

    byte[] encrypt(String id, Map<String, Object> attributes) {
        return encryptor(id).encrypt(json.writeValueAsBytes(new HashMap<>(attributes)));
    }

    Map<String, Object> decrypt(String id, byte[] encrypted) {
        return json.readValue(encryptor(id).decrypt(encrypted), new TypeReference<HashMap<String, Object>>() {});
    }

    private static BytesEncryptor encryptor(String id) {
        return AesGcmBytesEncryptor.withSecretKey(key(id)).build();
    }

    /** An id has 256 random bits, so that its hash is as good a key as any. */
    private static SecretKeySpec key(String id) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(("session " + id).getBytes(UTF_8));
            return new SecretKeySpec(digest, "AES");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
