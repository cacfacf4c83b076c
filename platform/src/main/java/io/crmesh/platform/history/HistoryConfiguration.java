package io.crmesh.platform.history;

import io.crmesh.platform.json.StrictJson;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;

/** Configuration of record histories, with which controllers answer. */
@AutoConfiguration
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
class HistoryConfiguration {

    @Bean
    Histories historiesOfRecords(StrictJson json) {
        return new Histories(json.mapper());
    }
}
