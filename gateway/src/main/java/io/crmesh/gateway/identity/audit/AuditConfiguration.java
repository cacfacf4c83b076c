package io.crmesh.gateway.identity.audit;

import com.mongodb.client.MongoDatabase;
import io.crmesh.audit.HeadKeys;
import io.crmesh.audit.Ledger;
import io.crmesh.audit.Trail;
import io.crmesh.web.AuditSettings;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Configuration of the audit trail of the gateway, which is stored beside the users that it is about. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(AuditSettings.class)
class AuditConfiguration {

    static final String NAME = "gateway";

    @Bean
    Ledger auditLedger(MongoDatabase identity) {
        return new Ledger(identity);
    }

    /** It first sends entries left over from an earlier process, and stops when all entries are sent. */
    @Bean(initMethod = "start", destroyMethod = "close")
    Trail trail(Ledger ledger, AuditSettings settings) {
        var trailSettings = new Trail.Settings(
                NAME, settings.spoolOf(NAME), settings.limit().toBytes());
        return new Trail(trailSettings, ledger, new HeadKeys(settings.keyFolder()));
    }
}
