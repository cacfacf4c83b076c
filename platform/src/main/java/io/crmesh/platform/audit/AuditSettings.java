package io.crmesh.platform.audit;

import jakarta.validation.constraints.NotBlank;
import java.nio.file.Path;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * Where the audit trail waits for the database, and what its head is signed with.
 *
 * @param keys a folder with Ed25519 keys as PEM files, the last of which by name signs
 * @param spool a folder of this machine that outlives the process; each service has one of its own in it
 * @param limit how much may wait there; beyond it, what would have to be recorded is refused
 */
@Validated
@ConfigurationProperties("crm.audit")
record AuditSettings(
        @NotBlank(message = "names no folder; set CRM_AUDIT_KEYS, or start all of it by ./crm up, which makes one")
        String keys,

        @NotBlank(message = "names no folder; set CRM_AUDIT_SPOOL, or start all of it by ./crm up, which makes one")
        String spool,

        @DefaultValue("1GB") DataSize limit) {

    Path keyFolder() {
        return Path.of(keys);
    }

    Path spoolOf(String service) {
        return Path.of(spool).resolve(service);
    }
}
