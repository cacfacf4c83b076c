package io.crmesh.benchmarks.modulith;

import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/** Repository of orders. An order and its pending publication are rows of one transaction. */
@Repository
class Orders {

    private final JdbcClient database;
    private final JsonMapper json;
    private final ApplicationEventPublisher events;

    Orders(JdbcClient database, JsonMapper json, ApplicationEventPublisher events) {
        this.database = database;
        this.json = json;
        this.events = events;
    }

    @Transactional
    public void add(OrderPlaced placed) {
        var _ = database.sql("insert into orders (id, customer, body) values (?, ?, ?::jsonb)")
                .params(placed.id(), placed.customerId(), json.writeValueAsString(placed))
                .update();
        events.publishEvent(placed);
    }
}
