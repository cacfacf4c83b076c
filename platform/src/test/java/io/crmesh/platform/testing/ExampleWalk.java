package io.crmesh.platform.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.crmesh.contracts.DocumentedApi;
import io.crmesh.contracts.DocumentedApi.Example;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.assertj.core.api.SoftAssertions;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

/** Contract test of the examples in a service's OpenAPI document: sends each one to the running endpoint, which takes it. */
public final class ExampleWalk {

    /** Operations whose record is a failure; without one, they read the body and answer 404. */
    private static final String DEAD_LETTERS = "/dead-letters/";

    /**
     * What an operation is tried on.
     *
     * @param path the address of the operation, without variables
     * @param version the version of the record, as its ETag said it
     */
    public record Target(String path, String version) {}

    private final String service;
    private final Api api;
    private final Map<String, Supplier<Target>> targets = new TreeMap<>();

    public ExampleWalk(String service, MockMvcTester mvc) {
        this.service = service;
        this.api = new Api(mvc);
    }

    /**
     * The record that is made for an operation to be tried on.
     *
     * @param operation {@code POST /api/orders/{id}/ship}
     */
    public ExampleWalk on(String operation, Supplier<Target> target) {
        targets.put(operation, target);
        return this;
    }

    public void check() {
        var examples = DocumentedApi.of(service).examples();
        assertThat(examples).isNotEmpty();
        var unused = new TreeSet<>(targets.keySet());
        var answers = new SoftAssertions();
        for (var example : examples) {
            var name = example.method() + " " + example.path();
            unused.remove(name);
            var answer = send(name, example);
            var accepted = example.path().contains(DEAD_LETTERS) ? List.of(404) : List.of(200, 201, 202, 204);
            answers.assertThat(answer.status())
                    .as("%s: %s", name, answer.text())
                    .isIn(accepted);
        }
        assertThat(unused).as("operations without an example").isEmpty();
        answers.assertAll();
    }

    private Api.Answer send(String name, Example example) {
        var target = targets.get(name);
        if (target == null) {
            assertThat(example.path().contains("{") && !example.path().contains(DEAD_LETTERS))
                    .as("%s needs a record", name)
                    .isFalse();
            return api.send(method(example), example.path().replace("{id}", "none"), null, body(example));
        }
        var record = target.get();
        return api.send(method(example), record.path(), record.version(), body(example));
    }

    private static HttpMethod method(Example example) {
        return HttpMethod.valueOf(example.method());
    }

    private static String body(Example example) {
        return example.body().toString();
    }
}
