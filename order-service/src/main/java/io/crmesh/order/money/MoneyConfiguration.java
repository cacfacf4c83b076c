package io.crmesh.order.money;

import io.crmesh.platform.store.TextCodec;
import java.math.BigDecimal;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** How amounts are stored: an order holds some twenty, and as documents they would be half of it. */
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
