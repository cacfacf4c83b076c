package io.crmesh.order.money;

import io.crmesh.platform.codec.TextCodec;
import java.math.BigDecimal;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Configuration of how amounts are stored: as texts, because some twenty documents would be half of an order. */
@Configuration(proxyBeanMethods = false)
class MoneyConfiguration {

    /** {@code 12.30 USD}. */
    @Bean
    TextCodec<Money> storedMoney() {
        return new TextCodec<>(Money.class, Money::toString, Money::parse);
    }

    /** {@code 6.15}. */
    @Bean
    TextCodec<UnitPrice> storedUnitPrice() {
        return new TextCodec<>(
                UnitPrice.class,
                UnitPrice::text,
                text -> UnitPrice.of(new BigDecimal(text)).orElseThrow());
    }
}
