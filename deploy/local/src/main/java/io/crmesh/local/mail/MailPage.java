package io.crmesh.local.mail;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Objects;

/** Web page of the mail sink. It loads nothing from other servers. */
final class MailPage {

    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self';"
            + " img-src 'self' data:; frame-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    static final MailResponse PAGE = part("page.html", "text/html; charset=utf-8");
    static final MailResponse STYLE = part("page.css", "text/css; charset=utf-8");
    static final MailResponse SCRIPT = part("page.js", "text/javascript; charset=utf-8");

    private MailPage() {}

    private static MailResponse part(String name, String type) {
        try (var in = Objects.requireNonNull(MailPage.class.getResourceAsStream(name), name)) {
            return new MailResponse(200, type, POLICY, in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
