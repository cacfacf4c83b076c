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
 * @param keyFile one key a line, the newest first: an id, a space and 32 bytes in Base64
 * @param lookEvery how often the file is looked at for a newer key
 */
@Validated
@ConfigurationProperties("crm.seal")
record SealSettings(
        @NotBlank(message = "names no file; set CRM_KEY_FILE, or start all of it by ./crm up, which makes one")
        String keyFile,

        @DefaultValue("10s") Duration lookEvery) {

    Path file() {
        return Path.of(keyFile);
    }
}
