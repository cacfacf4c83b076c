package io.crmesh.local.mailbox;

import jakarta.mail.MessagingException;
import jakarta.mail.Part;
import jakarta.mail.Session;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.ContentType;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.internet.MimeUtility;
import jakarta.mail.internet.ParseException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UnsupportedEncodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * Parser of MIME messages. A sink must accept what real mail clients send, so the parser refuses no message: it
 * leaves out a part that it cannot decode, and the raw message stays available.
 */
public final class MimeParser {

    private static final int MAX_DEPTH = 10;
    private static final int MAX_PARTS = 100;
    private static final Session SESSION = session();

    private final StringBuilder text = new StringBuilder();
    private final StringBuilder html = new StringBuilder();
    private final List<String> attachments = new ArrayList<>();
    private int parts;

    private MimeParser() {}

    public static MailContent parse(byte[] raw) {
        try {
            var message = new MimeMessage(SESSION, new ByteArrayInputStream(raw));
            var body = new MimeParser();
            body.visit(message, 0);
            return new MailContent(
                    idOf(header(message, "Message-ID")),
                    addresses(header(message, "From")).stream().findFirst().orElse(Address.NONE),
                    addresses(header(message, "To")),
                    addresses(header(message, "Cc")),
                    decoded(header(message, "Subject")),
                    dateOf(message),
                    body.text.toString(),
                    body.html.toString(),
                    List.copyOf(body.attachments),
                    headers(message));
        } catch (MessagingException unreadable) {
            var text = new String(raw, StandardCharsets.UTF_8);
            return new MailContent("", Address.NONE, List.of(), List.of(), "", null, text, "", List.of(), Map.of());
        }
    }

    private static Session session() {
        var properties = new Properties();
        properties.put("mail.mime.allowutf8", "true");
        properties.put("mail.mime.address.strict", "false");
        return Session.getInstance(properties);
    }

    private static String header(MimeMessage message, String name) throws MessagingException {
        return Objects.requireNonNullElse(message.getHeader(name, ","), "");
    }

    private static String idOf(String header) {
        var id = header.strip();
        return id.startsWith("<") && id.endsWith(">") ? id.substring(1, id.length() - 1) : id;
    }

    private static @Nullable Instant dateOf(MimeMessage message) throws MessagingException {
        var date = message.getSentDate();
        return date == null ? null : date.toInstant();
    }

    private static List<Address> addresses(String header) {
        try {
            return Arrays.stream(InternetAddress.parseHeader(header, false))
                    .map(MimeParser::address)
                    .toList();
        } catch (AddressException notAddresses) {
            return List.of(new Address("", decoded(header)));
        }
    }

    private static Address address(InternetAddress address) {
        return new Address(
                Objects.requireNonNullElse(address.getPersonal(), ""),
                Objects.requireNonNullElse(address.getAddress(), ""));
    }

    private static String decoded(String header) {
        var unfolded = MimeUtility.unfold(header).strip();
        try {
            return MimeUtility.decodeText(unfolded);
        } catch (UnsupportedEncodingException unknownCharset) {
            return unfolded;
        }
    }

    private static Map<String, List<String>> headers(MimeMessage message) throws MessagingException {
        var headers = new LinkedHashMap<String, List<String>>();
        for (var header : Collections.list(message.getAllHeaders())) {
            headers.computeIfAbsent(header.getName(), _ -> new ArrayList<>())
                    .add(MimeUtility.unfold(header.getValue()));
        }
        return headers;
    }

    private void visit(Part part, int depth) {
        if (parts++ >= MAX_PARTS) {
            return;
        }
        try {
            if (part.isMimeType("multipart/*") && depth < MAX_DEPTH) {
                visitAll(new MimeMultipart(part.getDataHandler().getDataSource()), depth + 1);
            } else if (isAttachment(part)) {
                attachments.add(decoded(Objects.requireNonNullElse(part.getFileName(), part.getContentType())));
            } else if (part.isMimeType("text/html")) {
                html.append(textOf(part));
            } else {
                text.append(textOf(part));
            }
        } catch (MessagingException | IOException undecodable) {
            attachments.add("?"); // Shows that there is more; the raw message has it.
        }
    }

    private void visitAll(MimeMultipart multipart, int depth) throws MessagingException {
        for (int i = 0; i < multipart.getCount() && i < MAX_PARTS; i++) {
            visit(multipart.getBodyPart(i), depth);
        }
    }

    private static boolean isAttachment(Part part) throws MessagingException {
        return Part.ATTACHMENT.equalsIgnoreCase(part.getDisposition()) || !part.isMimeType("text/*");
    }

    private static String textOf(Part part) throws MessagingException, IOException {
        try (var in = part.getInputStream()) {
            return new String(in.readAllBytes(), charsetOf(part)).replace("\r\n", "\n");
        }
    }

    private static Charset charsetOf(Part part) throws MessagingException {
        try {
            var name = new ContentType(part.getContentType()).getParameter("charset");
            return name == null ? StandardCharsets.UTF_8 : Charset.forName(MimeUtility.javaCharset(name));
        } catch (ParseException | IllegalArgumentException unknown) {
            return StandardCharsets.UTF_8;
        }
    }
}
