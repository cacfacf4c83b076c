package io.crmesh.platform.encryption;

import jakarta.validation.constraints.NotBlank;
import java.nio.file.Path;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Settings of the encryption of personal data.
 *
 * @param keyFile one key-encryption key per line, the newest first: an id, a space and 32 bytes in Base64, or their
 *     form as wrapped by a key management service
 * @param lookEvery how often the file is checked for a newer key
 * @param kms the key management service that unwraps those keys of the file that are wrapped
 */
@Validated
@ConfigurationProperties("crm.encryption")
record EncryptionSettings(
        @NotBlank(message = "names no file; set CRM_KEY_FILE, or start all of it by ./crm up, which makes one")
        String keyFile,

        @DefaultValue("10s") Duration lookEvery,
        @DefaultValue Kms kms) {

    /**
     * A key management service with a transit engine.
     *
     * @param address its base address; empty if there is none
     * @param tokenFile the file with the access token
     * @param key the path of the engine, and the name of the key in it
     * @param timeout the time within which it must answer
     */
    record Kms(
            @DefaultValue("") String address,
            @DefaultValue("") String tokenFile,
            @DefaultValue("transit/crm") String key,
            @DefaultValue("5s") Duration timeout) {}

    Path file() {
        return Path.of(keyFile);
    }
}
