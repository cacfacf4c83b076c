package io.crmesh.local.mail;

import static org.assertj.core.api.Assertions.assertThat;

import io.crmesh.local.mailbox.Mail;
import jakarta.mail.MessagingException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class MailApiTest {

    @TempDir
    Path dir;

    private MailSink sink;
    private MailApiClient client;

    @BeforeEach
    void open() {
        sink = MailSink.open(dir, 0, 0, false);
        client = MailApiClient.at(sink.httpPort());
    }

    @AfterEach
    void close() {
        client.close();
        sink.close();
    }

    private void send(String messageId, String to, String subject, String text) throws MessagingException {
        new MailClient(sink.smtpPort()).send(messageId, to, subject, text);
    }

    @Test
    void listHasFormatOfMailpitAndRepeats() throws Exception {
        send("1@x", "Li <li@example.org>", "你好", "Some words");
        send("1@x", "Li <li@example.org>", "你好", "Some words");

        var list = client.json("/api/v1/messages");

        assertThat(list.get("total").intValue()).isEqualTo(1);
        assertThat(list.get("unread").intValue()).isEqualTo(1);
        assertThat(list.get("count").intValue()).isEqualTo(1);
        assertThat(list.get("messages_count").intValue()).isEqualTo(1);
        assertThat(list.get("start").intValue()).isZero();
        var mail = list.get("messages").get(0);
        assertThat(mail.get("ID").stringValue()).isEqualTo("1");
        assertThat(mail.get("MessageID").stringValue()).isEqualTo("1@x");
        assertThat(mail.get("From").get("Address").stringValue()).isEqualTo("news@crmesh.example");
        assertThat(mail.get("To").get(0).get("Name").stringValue()).isEqualTo("Li");
        assertThat(mail.get("Subject").stringValue()).isEqualTo("你好");
        assertThat(mail.get("Created").stringValue()).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?Z");
        assertThat(mail.get("Size").intValue()).isPositive();
        assertThat(mail.get("Snippet").stringValue()).isEqualTo("Some words");
        assertThat(mail.get("Repeats").intValue()).isEqualTo(1);
    }

    @Test
    void openedMessageIsShownAndMarkedRead() throws Exception {
        new MailClient(sink.smtpPort()).sendWithHtml("1@x", "a@example.org", "Both", "plain", "<b>rich</b>");

        var message = client.json("/api/v1/message/1");

        assertThat(message.get("Text").stringValue()).isEqualTo("plain");
        assertThat(message.get("HTML").stringValue()).isEqualTo("<b>rich</b>");
        assertThat(message.get("Headers").get("Message-ID").get(0).stringValue())
                .isEqualTo("<1@x>");
        assertThat(message.get("Cc").isArray()).isTrue();
        assertThat(message.get("Date").stringValue()).endsWith("Z");
        assertThat(client.json("/api/v1/message/1/headers")
                        .get("Subject")
                        .get(0)
                        .stringValue())
                .isEqualTo("Both");
        assertThat(client.json("/api/v1/messages").get("unread").intValue()).isZero();
    }

    @Test
    void htmlOfMailRunsAndLoadsNothing() throws Exception {
        new MailClient(sink.smtpPort()).sendWithHtml("1@x", "a@example.org", "Bad", "", "<script>alert(1)</script>");

        var html = client.get("/api/v1/message/1/html");

        assertThat(html.headers().firstValue("Content-Security-Policy"))
                .hasValueSatisfying(policy -> assertThat(policy)
                        .startsWith("sandbox")
                        .contains("default-src 'none'")
                        .doesNotContain("allow-scripts", "allow-same-origin"));
    }

    @Test
    void mailsAreListedInPagesNewestFirst() throws Exception {
        try (var smtp = SmtpConversation.with(sink.smtpPort())) {
            for (int i = 1; i <= 2_000; i++) {
                assertThat(smtp.deliver("a@example.org", "Message-ID: <%d@x>\r\n\r\nmail %d".formatted(i, i)))
                        .startsWith("250");
            }
        }

        var middle = client.json("/api/v1/messages?start=500&limit=100");
        var end = client.json("/api/v1/messages?start=1990&limit=100");

        assertThat(ids(middle)).hasSize(100).startsWith("1500", "1499").endsWith("1401");
        assertThat(middle.get("total").intValue()).isEqualTo(2_000);
        assertThat(middle.get("count").intValue()).isEqualTo(100);
        assertThat(ids(end)).containsExactly("10", "9", "8", "7", "6", "5", "4", "3", "2", "1");
        assertThat(ids(client.json("/api/v1/messages?start=2000"))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "to:anna, 1",
        "TO:ANNA@example.org, 1",
        "from:news, 2 1",
        "subject:Größe, 2",
        "message-id:1@x, 1",
        "welcome, 1",
        "welcome to:berta, ''",
        "'\"very large\"', 2",
        "'\"large very\"', ''",
        "example.org, 2 1",
    })
    void matchingMailsAreFound(String query, String found) throws Exception {
        send("1@x", "Anna <anna@example.org>", "Welcome", "Hello");
        send("2@x", "Berta <berta@example.org>", "größe", "very large");

        var list = client.json("/api/v1/search?query=" + URLEncoder.encode(query, StandardCharsets.UTF_8));

        assertThat(String.join(" ", ids(list))).isEqualTo(found);
        assertThat(list.get("messages_count").intValue())
                .isEqualTo(list.get("count").intValue());
        assertThat(list.get("total").intValue()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/messages?limit=0",
                "/api/v1/messages?limit=-1",
                "/api/v1/messages?limit=1001",
                "/api/v1/messages?limit=99999999999999999999",
                "/api/v1/messages?limit=ten",
                "/api/v1/messages?limit=%D9%A3",
                "/api/v1/messages?limit=",
                "/api/v1/messages?start=-1",
                "/api/v1/messages?start=1.5",
                "/api/v1/messages?start=2147483648",
                "/api/v1/messages?start=1&start=2",
                "/api/v1/search",
                "/api/v1/search?query=",
                "/api/v1/search?query=%20",
            })
    void invalidParametersAreBadRequest(String path) throws Exception {
        var answer = client.get(path);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).startsWith("{\"error\":\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/message/",
                "/api/v1/message/0",
                "/api/v1/message/1",
                "/api/v1/message/-1",
                "/api/v1/message/abc",
                "/api/v1/message/999999999999999999999999",
                "/api/v1/message/%00",
                "/api/v1/message/1/nothing",
                "/api/v1/message/1/../../../etc",
                "/api/v2/messages",
            })
    void unknownPathIsNotFound(String path) throws Exception {
        assertThat(client.get(path).statusCode()).isEqualTo(404);
    }

    @Test
    void deletionOfSingleMailsIsRefused() throws Exception {
        send("1@x", "a@example.org", "One", "text");

        assertThat(client.send("POST", "/api/v1/messages", "{}").statusCode()).isEqualTo(405);
        assertThat(client.send("DELETE", "/api/v1/message/1", "").statusCode()).isEqualTo(405);
        assertThat(client.send("DELETE", "/api/v1/messages", "{\"IDs\":[\"1\"]}")
                        .statusCode())
                .isEqualTo(400);
        assertThat(sink.mails()).hasSize(1);
    }

    @Test
    void deletedMailsStayDeletedAndNumbersAreNotReused() throws Exception {
        send("1@x", "a@example.org", "One", "text");

        assertThat(client.send("DELETE", "/api/v1/messages", "").statusCode()).isEqualTo(200);

        assertThat(client.json("/api/v1/messages").get("total").intValue()).isZero();
        close();
        open();
        assertThat(sink.mails()).isEmpty();
        send("1@x", "a@example.org", "One", "text");
        assertThat(sink.mails()).extracting(Mail::id).containsExactly("2");
    }

    @Test
    void readySinkServesPageWithoutOtherServers() throws Exception {
        assertThat(client.get("/readyz").statusCode()).isEqualTo(200);
        for (var part : List.of("/", "/page.css", "/page.js")) {
            assertThat(client.get(part).statusCode()).isEqualTo(200);
            assertThat(client.get(part).body()).isNotBlank().doesNotContain("https://", "src=\"http");
        }
        assertThat(client.get("/").headers().firstValue("Content-Security-Policy"))
                .hasValueSatisfying(policy -> assertThat(policy).contains("default-src 'none'", "script-src 'self'"));
    }

    private static List<String> ids(JsonNode list) {
        return list.get("messages")
                .valueStream()
                .map(mail -> mail.get("ID").stringValue())
                .toList();
    }
}
