package io.crmesh.gateway.browser;

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

/** Turns what a session knows into bytes that tell nothing without the session's id, and back. */
final class SessionSeal {

    /** Of the types that may come back, none can do harm. */
    private final JsonMapper json = JsonMapper.builder()
            .addModules(SecurityJacksonModules.getModules(SessionSeal.class.getClassLoader()))
            .build();

    byte[] seal(String id, Map<String, Object> attributes) {
        return encryptor(id).encrypt(json.writeValueAsBytes(new HashMap<>(attributes)));
    }

    Map<String, Object> open(String id, byte[] sealed) {
        return json.readValue(encryptor(id).decrypt(sealed), new TypeReference<HashMap<String, Object>>() {});
    }

    private static BytesEncryptor encryptor(String id) {
        return AesGcmBytesEncryptor.withSecretKey(key(id)).build();
    }

    /** An id has 256 random bits, so that a hash of it is as good a key as any. */
    private static SecretKeySpec key(String id) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(("session " + id).getBytes(UTF_8));
            return new SecretKeySpec(digest, "AES");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
