package io.crmesh.gateway.identity;

import com.mongodb.client.MongoDatabase;
import io.crmesh.audit.HeadKeys;
import io.crmesh.audit.Ledger;
import io.crmesh.audit.Trail;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The audit trail of the gateway, beside the users it is about. */
@Configuration(proxyBeanMethods = false)
class AuditTrail {

    static final String NAME = "gateway";

    @Bean
    Ledger auditLedger(MongoDatabase identity) {
        return new Ledger(identity);
    }

    /** It begins to send what was left over, and ends with what is there sent. */
    @Bean(initMethod = "start", destroyMethod = "close")
    Trail trail(Ledger ledger, AuditSettings settings) {
        var own = new Trail.Settings(NAME, settings.ownSpool(), settings.limit().toBytes());
        return new Trail(own, ledger, new HeadKeys(settings.keyFolder()));
    }
}
