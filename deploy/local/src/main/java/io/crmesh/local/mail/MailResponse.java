package io.crmesh.local.mail;

import java.nio.charset.StandardCharsets;
import tools.jackson.databind.json.JsonMapper;

/** Value object: an HTTP response of the mail sink. */
@SuppressWarnings("ArrayRecordComponent") // Sent, never compared.
record MailResponse(int status, String type, String policy, byte[] body) {

    /** Content security policy of all responses but the page, which forbids scripts. */
    static final String NOTHING_ALLOWED = "default-src 'none'; frame-ancestors 'none'";

    private static final JsonMapper JSON = JsonMapper.shared();

    private record ErrorBody(String error) {}

    static MailResponse json(Object content) {
        return json(200, content);
    }

    static MailResponse text(String content) {
        return text(content.getBytes(StandardCharsets.UTF_8));
    }

    static MailResponse text(byte[] content) {
        return new MailResponse(200, "text/plain; charset=utf-8", NOTHING_ALLOWED, content);
    }

    static MailResponse error(int status, String message) {
        return json(status, new ErrorBody(message));
    }

    private static MailResponse json(int status, Object content) {
        return new MailResponse(status, "application/json", NOTHING_ALLOWED, JSON.writeValueAsBytes(content));
    }
}
