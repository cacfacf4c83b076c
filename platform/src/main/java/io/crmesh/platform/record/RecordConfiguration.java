package io.crmesh.platform.record;

import io.crmesh.platform.history.Histories;
import io.crmesh.platform.keys.Keys;
import io.crmesh.platform.ownership.CustomerReferences;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/** Configuration of what controllers of records share. */
@AutoConfiguration(
        afterName = {"io.crmesh.platform.store.StoreConfiguration", "io.crmesh.platform.history.HistoryConfiguration"})
@ConditionalOnBean({Keys.class, Histories.class})
class RecordConfiguration {

    @Bean
    @ConditionalOnMissingBean
    CustomerReferences customerReferences() {
        return CustomerReferences.IDENTITY;
    }

    @Bean
    RecordReads recordReads(Keys keys, CustomerReferences customers, Histories histories) {
        return new RecordReads(keys, customers, histories);
    }
}
