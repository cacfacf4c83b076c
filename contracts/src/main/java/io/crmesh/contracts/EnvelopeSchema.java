package io.crmesh.contracts;

import tools.jackson.databind.node.ObjectNode;

/** Schema of the headers of every event: CloudEvents attributes as Kafka headers, all of them text. */
final class EnvelopeSchema {

    private final ObjectNode schema = Json.MAPPER.createObjectNode();
    private final ObjectNode properties = schema.put("type", "object").putObject("properties");

    private EnvelopeSchema() {}

    static ObjectNode create() {
        var envelope = new EnvelopeSchema();
        envelope.required("ce_specversion", "Version of CloudEvents.", "const", "1.0");
        envelope.required(
                "ce_id", "The event's id: <aggregate id>:<sequence>. A consumer that has seen it skips the event.");
        envelope.required("ce_source", "The service that owns the event; belongs to the topic.");
        envelope.required("ce_type", "The event's type, the name of its contract.");
        envelope.required("ce_subject", "The aggregate that it happened to.");
        envelope.required("ce_time", "When it happened in the world, RFC 3339 in UTC.", "format", "date-time");
        envelope.required("ce_recordedat", "When the system recorded it, RFC 3339 in UTC.", "format", "date-time");
        envelope.required(
                "ce_sequence", "1, 2, 3 … of the aggregate's events, in 19 digits.", "pattern", "^[0-9]{19}$");
        envelope.required(
                "ce_mode",
                "LIVE happens now; IMPORT is a record of today from elsewhere; BACKFILL is the past.",
                "pattern",
                "^(LIVE|IMPORT|BACKFILL)$");
        envelope.required(
                "ce_actor", "Who did it: <kind>:<id>.", "pattern", "^(USER|CUSTOMER|SYSTEM|AUTOMATION|IMPORT):.+$");
        envelope.required("ce_correlationid", "What all events of one story have in common.");
        envelope.required("content-type", "The body is JSON.", "const", "application/json");
        envelope.optional("ce_customer", "The customer it is about, if any.");
        envelope.optional("ce_causationid", "The event that caused it, if any.");
        envelope.optional(
                "ce_restson",
                "The event of another aggregate that a consumer must have applied before it decides on this one, such as"
                        + " the customer's last one that was known: <ce_source>/<ce_id>.");
        envelope.optional("traceparent", "W3C trace context of the request that caused it.");
        return envelope.schema;
    }

    private void required(String name, String description, String keyword, String value) {
        required(name, description);
        properties.withObject(name).put(keyword, value);
    }

    private void required(String name, String description) {
        schema.withArray("required").add(name);
        optional(name, description);
    }

    private void optional(String name, String description) {
        properties.putObject(name).put("type", "string").put("description", description);
    }
}
