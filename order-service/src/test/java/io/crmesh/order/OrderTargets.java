package io.crmesh.order;

import static org.springframework.http.HttpMethod.POST;

import io.crmesh.platform.testing.Api;
import io.crmesh.platform.testing.ExampleWalk.Target;

/** Test source of orders in the states in which the examples of the interface are tried. */
record OrderTargets(Api api) {

    /** An order as the last answer showed it. */
    record Placed(Api.Answer answer) {

        Target at(String action) {
            return new Target("/api/orders/" + answer.id() + action, version());
        }

        /** The address of its first payment or refund. */
        Target at(String part, String action) {
            var id = answer.body().at("/" + part + "s/0/id").asString();
            return at("/" + part + "s/" + id + action);
        }

        String version() {
            return String.valueOf(answer.etag());
        }
    }

    Placed placed() {
        return new Placed(api.post("/api/orders", """
                        {"customerId": "cus_01k2m3n4p5q6r7s8t9v0w1x2y3", "currency": "EUR", "lines": [
                         {"sku": "CD-1", "name": "CD", "kind": "GOODS", "quantity": 2, "unitPrice": "12.50"}]}""").expect(201));
    }

    Placed paying() {
        return then(placed().at("/payments"), "{\"amount\": \"25.00\", \"method\": \"CARD\", \"capture\": false}");
    }

    Placed paid() {
        return then(placed().at("/payments"), "{\"amount\": \"25.00\", \"method\": \"CARD\"}");
    }

    Placed shipped() {
        return then(paid().at("/ship"), "{}");
    }

    Placed returning() {
        return then(shipped().at("/request-return"), "{}");
    }

    Placed refunding() {
        return then(paid().at("/refunds"), "{\"amount\": \"5.00\"}");
    }

    Placed approved() {
        return then(refunding().at("refund", "/approve"), "");
    }

    Target product() {
        var product = api.post("/api/products", """
                        {"sku": "%s", "name": "CD", "kind": "GOODS"}""".formatted(Api.key())).expect(201);
        return new Target("/api/products/" + product.id(), String.valueOf(product.etag()));
    }

    private Placed then(Target target, String body) {
        return new Placed(api.send(POST, target.path(), target.version(), body).expect(200));
    }
}
