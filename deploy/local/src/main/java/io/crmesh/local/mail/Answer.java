package io.crmesh.local.mail;

import java.nio.charset.StandardCharsets;
import tools.jackson.databind.json.JsonMapper;

/** What the HTTP side answers to one request. */
@SuppressWarnings("ArrayRecordComponent") // Sent, never compared.
record Answer(int status, String type, String policy, byte[] body) {

    /** Nothing of what we answer may run a script, unless it is our own page. */
    static final String NOTHING_ALLOWED = "default-src 'none'; frame-ancestors 'none'";

    private static final JsonMapper JSON = JsonMapper.shared();

    private record Complaint(String error) {}

    static Answer json(Object content) {
        return json(200, content);
    }

    static Answer text(String content) {
        return text(content.getBytes(StandardCharsets.UTF_8));
    }

    static Answer text(byte[] content) {
        return new Answer(200, "text/plain; charset=utf-8", NOTHING_ALLOWED, content);
    }

    static Answer refused(int status, String why) {
        return json(status, new Complaint(why));
    }

    private static Answer json(int status, Object content) {
        return new Answer(status, "application/json", NOTHING_ALLOWED, JSON.writeValueAsBytes(content));
    }
}
