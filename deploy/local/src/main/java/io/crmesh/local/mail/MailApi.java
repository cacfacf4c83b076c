package io.crmesh.local.mail;

import io.crmesh.local.mail.MailViews.MailList;
import io.crmesh.local.mail.MailViews.Message;
import io.crmesh.local.mailbox.LogEntry;
import io.crmesh.local.mailbox.Mail;
import io.crmesh.local.mailbox.MailContent;
import io.crmesh.local.mailbox.Mailbox;
import io.crmesh.local.mailbox.MimeParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** HTTP API of the mail sink, like that of Mailpit. An invalid request gets an error and never fails the sink. */
final class MailApi {

    /** A request; whether it has a body matters for a deletion only. */
    record Request(String method, String path, @Nullable String query, boolean hasBody) {}

    private static final Pattern MESSAGE = Pattern.compile("/api/v1/message/([1-9][0-9]{0,17})(?:/([a-z]+))?");

    /**
     * Content security policy of an HTML mail: it must not run scripts or load anything that tells that it was read.
     */
    private static final String HTML_MAIL_POLICY = "sandbox allow-popups allow-popups-to-escape-sandbox;"
            + " default-src 'none'; style-src 'unsafe-inline'; img-src data:; form-action 'none';"
            + " frame-ancestors 'self'";

    private final Mailbox mailbox;

    MailApi(Mailbox mailbox) {
        this.mailbox = mailbox;
    }

    MailResponse handle(Request request) throws IOException {
        try {
            return switch (request.path()) {
                case "/", "/index.html" -> onGet(request, () -> MailPage.PAGE);
                case "/page.css" -> onGet(request, () -> MailPage.STYLE);
                case "/page.js" -> onGet(request, () -> MailPage.SCRIPT);
                case "/readyz" -> onGet(request, this::readiness);
                case "/api/v1/messages" -> messages(request);
                case "/api/v1/search" -> onGet(request, () -> search(Parameters.of(request.query())));
                default -> message(request);
            };
        } catch (BadRequest e) {
            return MailResponse.error(400, String.valueOf(e.getMessage()));
        }
    }

    private interface Responder {
        MailResponse respond() throws IOException, BadRequest;
    }

    private static MailResponse onGet(Request request, Responder responder) throws IOException, BadRequest {
        return request.method().equals("GET") || request.method().equals("HEAD")
                ? responder.respond()
                : MailResponse.error(405, "This can only be read.");
    }

    private MailResponse readiness() {
        return mailbox.isReady() ? MailResponse.text("ready\n") : MailResponse.error(503, "Mails cannot be stored.");
    }

    private MailResponse messages(Request request) throws IOException, BadRequest {
        if (!request.method().equals("DELETE")) {
            return onGet(request, () -> page(_ -> true, Parameters.of(request.query())));
        }
        if (request.hasBody()) {
            // Mailpit takes a selection of mails here. A client that sends one must not lose all of them.
            throw new BadRequest("Only all messages can be deleted, without a body.");
        }
        mailbox.deleteAll();
        return MailResponse.text("ok\n");
    }

    private MailResponse search(Parameters parameters) throws BadRequest {
        return page(MailQuery.of(parameters.query()), parameters);
    }

    private MailResponse page(Predicate<Mail> matching, Parameters parameters) throws BadRequest {
        int start = parameters.start();
        var page = mailbox.list(matching, start, parameters.limit());
        return MailResponse.json(MailList.of(mailbox, page, start));
    }

    private MailResponse message(Request request) throws IOException, BadRequest {
        var matcher = MESSAGE.matcher(request.path());
        if (!matcher.matches()) {
            return notFound();
        }
        long number = Long.parseLong(matcher.group(1));
        var format = Optional.ofNullable(matcher.group(2)).orElse("");
        return onGet(request, () -> message(number, format));
    }

    private MailResponse message(long number, String format) throws IOException {
        var mail = mailbox.find(number);
        var stored = mailbox.open(number);
        if (mail.isEmpty() || stored.isEmpty()) {
            return notFound();
        }
        var raw = stored.get().raw();
        return switch (format) {
            case "" -> whole(mail.get(), stored.get());
            case "raw" -> MailResponse.text(raw);
            case "headers" -> MailResponse.json(MimeParser.parse(raw).headers());
            case "html" -> html(MimeParser.parse(raw));
            default -> notFound();
        };
    }

    private MailResponse whole(Mail mail, LogEntry.Stored stored) {
        mailbox.markOpened(mail.number());
        return MailResponse.json(Message.of(mail, MimeParser.parse(stored.raw()), stored.recipients()));
    }

    /** The HTML body; its links open outside the frame that shows it. */
    private static MailResponse html(MailContent content) {
        var page = "<!doctype html><meta charset=utf-8><base target=_blank>" + content.html();
        return new MailResponse(
                200, "text/html; charset=utf-8", HTML_MAIL_POLICY, page.getBytes(StandardCharsets.UTF_8));
    }

    private static MailResponse notFound() {
        return MailResponse.error(404, "There is nothing here.");
    }
}
