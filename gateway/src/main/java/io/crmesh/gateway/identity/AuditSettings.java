package io.crmesh.gateway.identity;

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
 * @param spool a folder of this machine that outlives the process
 * @param limit how much may wait there
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

    Path ownSpool() {
        return Path.of(spool).resolve(AuditTrail.NAME);
    }
}
