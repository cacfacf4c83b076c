package io.crmesh.local.mail;

import io.crmesh.local.mail.MailViews.MailList;
import io.crmesh.local.mail.MailViews.Message;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What one can ask the sink over HTTP. Whatever is asked, the answer is a sentence and never a failure of the sink. */
final class MailApi {

    /** One request; the body counts only where it would change what is meant. */
    record Request(String method, String path, @Nullable String query, boolean hasBody) {}

    private static final Pattern MESSAGE = Pattern.compile("/api/v1/message/([1-9][0-9]{0,17})(?:/([a-z]+))?");

    /** A mail may look as it likes but not run scripts or report to anyone that it was read. */
    private static final String SHOWING_A_MAIL = "sandbox allow-popups allow-popups-to-escape-sandbox;"
            + " default-src 'none'; style-src 'unsafe-inline'; img-src data:; form-action 'none';"
            + " frame-ancestors 'self'";

    private final Mailbox mailbox;

    MailApi(Mailbox mailbox) {
        this.mailbox = mailbox;
    }

    Answer answer(Request request) throws IOException {
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
            return Answer.refused(400, String.valueOf(e.getMessage()));
        }
    }

    private interface Reply {
        Answer give() throws IOException, BadRequest;
    }

    private static Answer onGet(Request request, Reply reply) throws IOException, BadRequest {
        return request.method().equals("GET") || request.method().equals("HEAD")
                ? reply.give()
                : Answer.refused(405, "This can only be read.");
    }

    private Answer readiness() {
        return mailbox.isReady() ? Answer.text("ready\n") : Answer.refused(503, "Mails cannot be stored.");
    }

    private Answer messages(Request request) throws IOException, BadRequest {
        if (!request.method().equals("DELETE")) {
            return onGet(request, () -> page(_ -> true, Parameters.of(request.query())));
        }
        if (request.hasBody()) {
            // Mailpit takes a choice of mails here. Whoever sends one must not lose all of them.
            throw new BadRequest("Only all messages can be deleted, without a body.");
        }
        mailbox.deleteAll();
        return Answer.text("ok\n");
    }

    private Answer search(Parameters parameters) throws BadRequest {
        return page(Search.of(parameters.query()), parameters);
    }

    private Answer page(Predicate<Mail> matching, Parameters parameters) throws BadRequest {
        int start = parameters.start();
        var page = mailbox.list(matching, start, parameters.limit());
        return Answer.json(MailList.of(mailbox, page, start));
    }

    private Answer message(Request request) throws IOException, BadRequest {
        var matcher = MESSAGE.matcher(request.path());
        if (!matcher.matches()) {
            return notFound();
        }
        long number = Long.parseLong(matcher.group(1));
        var form = Optional.ofNullable(matcher.group(2)).orElse("");
        return onGet(request, () -> message(number, form));
    }

    private Answer message(long number, String form) throws IOException {
        var mail = mailbox.find(number);
        var stored = mailbox.open(number);
        if (mail.isEmpty() || stored.isEmpty()) {
            return notFound();
        }
        var raw = stored.get().raw();
        return switch (form) {
            case "" -> whole(mail.get(), stored.get());
            case "raw" -> Answer.text(raw);
            case "headers" -> Answer.json(LetterReader.read(raw).headers());
            case "html" -> html(LetterReader.read(raw));
            default -> notFound();
        };
    }

    private Answer whole(Mail mail, LogEntry.Stored stored) {
        mailbox.markOpened(mail.number());
        return Answer.json(Message.of(mail, LetterReader.read(stored.raw()), stored.recipients()));
    }

    /** Links of a mail open outside the frame that shows it. */
    private static Answer html(Letter letter) {
        var page = "<!doctype html><meta charset=utf-8><base target=_blank>" + letter.html();
        return new Answer(200, "text/html; charset=utf-8", SHOWING_A_MAIL, page.getBytes(StandardCharsets.UTF_8));
    }

    private static Answer notFound() {
        return Answer.refused(404, "There is nothing here.");
    }
}
