package io.crmesh.local.mailbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MimeParserTest {

    private static MailContent parse(String message) {
        return MimeParser.parse(message.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void encodedHeadersAndBodiesAreDecoded() {
        var content = parse("""
            Message-ID: <q@x>
            From: =?utf-8?B?546L5Li9?= <li@example.org>
            To: a@example.org, "B, C" <b@example.org>
            Subject: =?iso-8859-1?Q?Gr=F6=DFe?= =?utf-8?Q?_=E2=82=AC?=
            Content-Type: text/plain; charset=iso-8859-1
            Content-Transfer-Encoding: quoted-printable

            Gr=F6=DFe=
            r\
            """);

        assertThat(content.from()).isEqualTo(new Address("王丽", "li@example.org"));
        assertThat(content.to())
                .containsExactly(new Address("", "a@example.org"), new Address("B, C", "b@example.org"));
        assertThat(content.subject()).isEqualTo("Größe €");
        assertThat(content.text()).isEqualTo("Größer");
    }

    @Test
    void multipartIsSplitIntoTextHtmlAndAttachments() {
        var content = parse("""
            Content-Type: multipart/mixed; boundary=outer

            --outer
            Content-Type: multipart/alternative; boundary=inner

            --inner
            Content-Type: text/plain; charset=utf-8

            plain
            --inner
            Content-Type: text/html; charset=utf-8
            Content-Transfer-Encoding: base64

            PGI+cmljaDwvYj4=
            --inner--
            --outer
            Content-Type: text/plain
            Content-Disposition: attachment; filename="terms.txt"

            small print
            --outer--
            """);

        assertThat(content.text()).isEqualTo("plain");
        assertThat(content.html()).isEqualTo("<b>rich</b>");
        assertThat(content.attachments()).containsExactly("terms.txt");
        assertThat(content.snippet()).isEqualTo("plain");
    }

    @Test
    void snippetOfHtmlMailHasItsFirstWords() {
        var content = parse("Content-Type: text/html\n\n<p>Dear <b>Li</b>,</p>\n<p>" + "word ".repeat(100));

        assertThat(content.snippet()).startsWith("Dear Li , word word").hasSize(100);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\n\n\n",
                "no headers at all",
                "Subject: =?nonsense?Q?x?=\nFrom: <<<>>> @ ;;; ,,,\nTo: \u0000\n\nx",
                "Content-Type: ;;;=/\n\nx",
                "Content-Type: text/plain; charset=klingon\n\nx",
                "Content-Transfer-Encoding: rot13\n\nx",
                "Content-Type: multipart/mixed\n\nno boundary",
                "Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: multipart/mixed; boundary=b\n\n--b\n",
                "Content-Type: text/plain\nContent-Transfer-Encoding: base64\n\n!!!!not base64",
                "Date: yesterday\nMessage-ID: <\n\nx",
            })
    void malformedMessageIsParsed(String message) {
        var content = parse(message);

        assertThat(content.snippet()).hasSizeLessThanOrEqualTo(100);
    }

    @Test
    void randomBytesAreParsed() {
        var random = new Random(42);
        for (int i = 0; i < 2_000; i++) {
            var bytes = new byte[random.nextInt(400)];
            random.nextBytes(bytes);
            assertThat(MimeParser.parse(bytes).headers()).isNotNull();
        }
    }

    @Test
    void deeplyNestedPartsAreParsed() {
        var message = new StringBuilder();
        for (int i = 0; i < 5_000; i++) {
            message.append("Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n".formatted(i, i));
        }

        assertThat(parse(message.toString()).attachments()).hasSizeLessThanOrEqualTo(100);
        assertThat(List.of(parse(message.toString()).subject())).containsExactly("");
    }
}
