package io.crmesh.contracts;

import java.util.Arrays;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Generator of the AsyncAPI 3.0 document of topics and events. It is made from the contracts of the events and refers to
 * their files, so nothing is maintained by hand.
 */
final class AsyncApi {

    private static final String DRAFT = "application/schema+json;version=draft-2020-12";
    private static final long THIRTY_DAYS = 30L * 24 * 60 * 60 * 1000;

    private final Contracts contracts;

    private AsyncApi(Contracts contracts) {
        this.contracts = contracts;
    }

    static JsonNode of(Contracts contracts) {
        return new AsyncApi(contracts).document();
    }

    private ObjectNode document() {
        var document = Json.MAPPER.createObjectNode();
        document.put("asyncapi", "3.0.0").put("defaultContentType", "application/json");
        document.putObject("info")
                .put("title", "CRMesh events")
                .put("version", "1.0.0")
                .put(
                        "description",
                        "What the services tell each other on Kafka: CloudEvents 1.0 in binary mode, in order per aggregate,"
                                + " at least once. No event holds personal data.");
        var channels = document.putObject("channels");
        var operations = document.putObject("operations");
        for (var owner : Owner.all()) {
            describe(owner, channels.putObject(owner.plural()));
            send(owner, operations.putObject("send-" + owner.plural()));
        }
        var components = document.putObject("components");
        components.putObject("schemas").set("envelope", EnvelopeSchema.create());
        var messages = components.putObject("messages");
        contracts.types().forEach(type -> message(type, messages.putObject(type)));
        return document;
    }

    private void describe(Owner owner, ObjectNode channel) {
        channel.put("address", owner.topic()).put("title", "Events of " + owner.service());
        var messages = channel.putObject("messages");
        types(owner).forEach(type -> messages.putObject(type).put("$ref", "#/components/messages/" + type));
        var kafka = channel.putObject("bindings").putObject("kafka");
        kafka.put("topic", owner.topic())
                .put("partitions", 12)
                .put("replicas", 3)
                .put("bindingVersion", "0.5.0");
        var topic = kafka.putObject("topicConfiguration");
        topic.putArray("cleanup.policy").add("delete");
        topic.put("retention.ms", THIRTY_DAYS);
    }

    private void send(Owner owner, ObjectNode operation) {
        operation.put("action", "send").put("summary", owner.service() + " alone sends on this topic.");
        operation.putObject("channel").put("$ref", "#/channels/" + owner.plural());
        var messages = operation.putArray("messages");
        types(owner)
                .forEach(
                        type -> messages.addObject().put("$ref", "#/channels/" + owner.plural() + "/messages/" + type));
    }

    private void message(String type, ObjectNode message) {
        var schema = contracts.schema(type);
        message.put("name", type)
                .put("title", schema.path("title").asString())
                .put("summary", schema.path("description").asString());
        message.putObject("headers").put("$ref", "#/components/schemas/envelope");
        var payload = message.putObject("payload");
        payload.put("schemaFormat", DRAFT);
        payload.putObject("schema").put("$ref", "./events/" + fileOf(type));
        var kafka = message.putObject("bindings").putObject("kafka");
        kafka.put("bindingVersion", "0.5.0");
        kafka.putObject("key")
                .put("type", "string")
                .put("description", "The customer's id at the aggregate's creation, else the aggregate's own.");
    }

    private List<String> types(Owner owner) {
        return contracts.types().stream()
                .filter(type -> Owner.of(type).equals(owner))
                .toList();
    }

    private static String fileOf(String type) {
        return Arrays.stream(type.split("\\.")).toList().getLast().matches("v[0-9]+")
                ? type + ".json"
                : type + ".v1.json";
    }
}
