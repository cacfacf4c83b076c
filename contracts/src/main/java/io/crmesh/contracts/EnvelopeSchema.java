package io.crmesh.contracts;

import tools.jackson.databind.node.ObjectNode;

/** The headers of every fact: CloudEvents attributes as Kafka headers, all of them text. */
final class EnvelopeSchema {

    private final ObjectNode schema = Json.MAPPER.createObjectNode();
    private final ObjectNode properties = schema.put("type", "object").putObject("properties");

    private EnvelopeSchema() {}

    static ObjectNode create() {
        var envelope = new EnvelopeSchema();
        envelope.always("ce_specversion", "Version of CloudEvents.", "const", "1.0");
        envelope.always("ce_id", "The fact's id: <aggregate id>:<sequence>. Whoever has seen it skips the fact.");
        envelope.always("ce_source", "The service that owns the fact; belongs to the topic.");
        envelope.always("ce_type", "The fact's type, the name of its contract.");
        envelope.always("ce_subject", "The aggregate that it happened to.");
        envelope.always("ce_time", "When it happened in the world, RFC 3339 in UTC.", "format", "date-time");
        envelope.always("ce_recordedat", "When the system recorded it, RFC 3339 in UTC.", "format", "date-time");
        envelope.always("ce_sequence", "1, 2, 3 … of the aggregate's facts, in 19 digits.", "pattern", "^[0-9]{19}$");
        envelope.always(
                "ce_mode",
                "LIVE happens now; IMPORT is a record of today from elsewhere; BACKFILL is the past.",
                "pattern",
                "^(LIVE|IMPORT|BACKFILL)$");
        envelope.always(
                "ce_actor", "Who did it: <kind>:<id>.", "pattern", "^(USER|CUSTOMER|SYSTEM|AUTOMATION|IMPORT):.+$");
        envelope.always("ce_correlationid", "What all facts of one story have in common.");
        envelope.always("content-type", "The body is JSON.", "const", "application/json");
        envelope.maybe("ce_customer", "The customer it is about, if any.");
        envelope.maybe("ce_causationid", "The fact that caused it, if any.");
        envelope.maybe("traceparent", "W3C trace context of the request that caused it.");
        return envelope.schema;
    }

    private void always(String name, String description, String keyword, String value) {
        always(name, description);
        properties.withObject(name).put(keyword, value);
    }

    private void always(String name, String description) {
        schema.withArray("required").add(name);
        maybe(name, description);
    }

    private void maybe(String name, String description) {
        properties.putObject(name).put("type", "string").put("description", description);
    }
}
