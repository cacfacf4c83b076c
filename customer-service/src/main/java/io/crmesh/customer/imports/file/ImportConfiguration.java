package io.crmesh.customer.imports.file;

import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.context.annotation.Configuration;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/** Configuration of imports. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ImportConfiguration.ImportSettings.class)
public class ImportConfiguration {

    /**
     * How much is stored, and for how long.
     *
     * @param keep how long after the last event of an import the reports of its rows can be read, and the import be
     *     reverted
     * @param largest the greatest length of a file
     */
    @Validated
    @ConfigurationProperties("crm.imports")
    public record ImportSettings(
            @DefaultValue("30d") @NotNull @DurationMin(seconds = 1)
            Duration keep,

            @DefaultValue("1GB") @NotNull DataSize largest) {}
}
