package io.crmesh.customer.imports;

import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.context.annotation.Configuration;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/** What may be set about imports. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ImportConfiguration.ImportSettings.class)
class ImportConfiguration {

    /**
     * How much is kept, and for how long.
     *
     * @param keep how long after the last thing that happened to an import what became of its rows can be looked up, and
     *     the import be taken back
     * @param largest how long a file may be
     */
    @Validated
    @ConfigurationProperties("crm.imports")
    record ImportSettings(
            @DefaultValue("30d") @NotNull @DurationMin(seconds = 1)
            Duration keep,

            @DefaultValue("1GB") @NotNull DataSize largest) {}
}
