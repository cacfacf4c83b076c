package io.crmesh.web;

import jakarta.validation.constraints.NotBlank;
import java.nio.file.Path;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * Settings of the audit trail: the spool in which entries wait for the database, and the keys that sign the head of the
 * chain.
 *
 * @param keys a folder with Ed25519 keys as PEM files, the last of which by name signs
 * @param spool a folder of this machine that outlives the process; each process has a folder of its own in it
 * @param limit how much may be spooled; beyond it, requests that would have to be recorded are refused
 */
@Validated
@ConfigurationProperties("crm.audit")
public record AuditSettings(
        @NotBlank(message = "names no folder; set CRM_AUDIT_KEYS, or start all of it by ./crm up, which makes one")
        String keys,

        @NotBlank(message = "names no folder; set CRM_AUDIT_SPOOL, or start all of it by ./crm up, which makes one")
        String spool,

        @DefaultValue("1GB") DataSize limit) {

    public Path keyFolder() {
        return Path.of(keys);
    }

    public Path spoolOf(String service) {
        return Path.of(spool).resolve(service);
    }
}
