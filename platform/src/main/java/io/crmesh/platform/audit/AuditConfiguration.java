package io.crmesh.platform.audit;

import com.mongodb.client.MongoDatabase;
import io.crmesh.audit.HeadKeys;
import io.crmesh.audit.Ledger;
import io.crmesh.audit.Trail;
import io.crmesh.platform.ServiceSettings;
import io.crmesh.platform.keys.Keys;
import io.crmesh.web.AuditSettings;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Bean;

/** Configuration of a service's audit trail. */
@AutoConfiguration(
        afterName = {
            "io.crmesh.platform.store.StoreConfiguration",
            "org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration"
        })
@ConditionalOnBean(MongoDatabase.class)
@EnableConfigurationProperties({AuditSettings.class, ServiceSettings.class})
class AuditConfiguration {

    @Bean
    Ledger auditLedger(MongoDatabase database) {
        return new Ledger(database);
    }

    @Bean(destroyMethod = "")
    Trail auditTrail(Ledger ledger, AuditSettings settings, ServiceSettings service) {
        var own = new Trail.Settings(
                service.name(),
                settings.spoolOf(service.name()),
                settings.limit().toBytes());
        return new Trail(own, ledger, new HeadKeys(settings.keyFolder()));
    }

    @Bean
    SmartLifecycle auditLifecycle(Trail trail) {
        return new AuditLifecycle(trail);
    }

    @Bean
    Gauge auditWaiting(Trail trail, MeterRegistry meters) {
        return Gauge.builder("crm.audit.waiting", trail, Trail::waiting)
                .baseUnit("bytes")
                .description("Entries that are spooled and not yet in the audit trail's chain")
                .register(meters);
    }

    @Bean
    AuditController auditController(Ledger ledger, Keys keys) {
        return new AuditController(ledger, text -> keys.signature("audit-list", text));
    }
}
