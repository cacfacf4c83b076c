package io.crmesh.order;

import io.crmesh.platform.testing.CustomerServiceStub;
import io.crmesh.platform.testing.ServiceTest;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Base of the HTTP tests: the whole service on a real database and broker, with a stub of customer-service. */
@ServiceTest
public abstract class OrderServiceTest {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final AtomicLong KEYS = new AtomicLong();

    protected static final CustomerServiceStub CUSTOMERS = CustomerServiceStub.start();

    @Autowired
    protected MockMvcTester http;

    @DynamicPropertySource
    static void useCustomerServiceStub(DynamicPropertyRegistry properties) {
        properties.add("crm.services.customers", CUSTOMERS::address);
    }

    protected static String key() {
        return "key-" + KEYS.incrementAndGet();
    }

    protected MvcTestResult post(String path, String body) {
        return post(path, key(), body);
    }

    protected MvcTestResult post(String path, String key, String body) {
        return http.post()
                .uri(path)
                .header("Idempotency-Key", key)
                .contentType(MediaType.APPLICATION_JSON)
                .content(body)
                .exchange();
    }

    /** A POST to an existing record, with the version that the caller saw. */
    protected MvcTestResult act(String path, long version, String body) {
        var request = http.post().uri(path).header("Idempotency-Key", key()).header("If-Match", "\"" + version + "\"");
        return body.isEmpty()
                ? request.exchange()
                : request.contentType(MediaType.APPLICATION_JSON).content(body).exchange();
    }

    protected static JsonNode json(MvcTestResult result) {
        return JSON.readTree(result.getResponse().getContentAsByteArray());
    }

    protected static String id(MvcTestResult result) {
        return json(result).get("id").asString();
    }
}
