package io.crmesh.platform.seal;

import jakarta.validation.constraints.NotBlank;
import java.nio.file.Path;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Where the key-encryption keys are.
 *
 * @param keyFile one key a line, the newest first: an id, a space and 32 bytes in Base64, or what a key management service
 *     wrapped them as
 * @param lookEvery how often the file is looked at for a newer key
 * @param kms who unwraps those keys of the file that are wrapped
 */
@Validated
@ConfigurationProperties("crm.seal")
record SealSettings(
        @NotBlank(message = "names no file; set CRM_KEY_FILE, or start all of it by ./crm up, which makes one")
        String keyFile,

        @DefaultValue("10s") Duration lookEvery,
        @DefaultValue Kms kms) {

    /**
     * A key management service with a transit engine.
     *
     * @param address where it answers; empty if there is none
     * @param tokenFile the file with the token it takes
     * @param key the path of the engine, and the name of the key in it
     * @param patience how long it may take to answer
     */
    record Kms(
            @DefaultValue("") String address,
            @DefaultValue("") String tokenFile,
            @DefaultValue("transit/crm") String key,
            @DefaultValue("5s") Duration patience) {}

    Path file() {
        return Path.of(keyFile);
    }
}
