package io.crmesh.platform.ownership;

import com.mongodb.client.MongoDatabase;
import io.crmesh.platform.ServiceSettings;
import io.crmesh.platform.auth.ServiceTokens;
import io.crmesh.platform.encryption.Erasures;
import io.crmesh.platform.store.Stores;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Configuration of record ownership: makes a service follow the customers that its records are about. Each service
 * whose users create such records imports it; it needs the address of customer-service and the token scope
 * {@code owners:read}.
 */
@Configuration(proxyBeanMethods = false)
public class OwnershipConfiguration {

    @Bean
    CustomerRows customerRows(MongoDatabase database) {
        return new CustomerRows(database);
    }

    @Bean
    KnownCustomers knownCustomers(
            CustomerRows rows, ServiceSettings settings, ServiceTokens serviceTokens, CustomerReferences references) {
        return new KnownCustomers(rows, new CustomerLookup(settings, serviceTokens), references);
    }

    @Bean
    CustomerConsumer customerConsumer(
            ServiceSettings settings, CustomerRows rows, KnownCustomers known, Stores records, Erasures erasures) {
        return new CustomerConsumer(settings.name(), rows, known, records, erasures);
    }
}
