package io.crmesh.platform.history;

import io.crmesh.platform.web.StrictJson;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;

/** Lets controllers answer with a record's history. */
@AutoConfiguration
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
class HistoryConfiguration {

    @Bean
    Histories historiesOfRecords(StrictJson json) {
        return new Histories(json.mapper());
    }
}
