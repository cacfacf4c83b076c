package io.crmesh.marketing.unsubscribe;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class UnsubscribeFooterTest {

    private static final String LINK = "https://crm.example/u/dlv_1.abc";
    private static final String FOOTER = "<p><a href=\"https://crm.example/u/dlv_1.abc\">Unsubscribe · 退订</a></p>";

    @Test
    void linkStandsAtEndOfBody() {
        assertThat(UnsubscribeFooter.inHtml("<html><BODY>Hello</BODY></html>", LINK))
                .isEqualTo("<html><BODY>Hello" + FOOTER + "</BODY></html>");
        assertThat(UnsubscribeFooter.inHtml("<p>Hello</p>", LINK)).isEqualTo("<p>Hello</p>" + FOOTER);
    }

    @Test
    void encodedLinkOfAuthorIsRecognised() {
        var html = "<a href=\"https:&#x2F;&#x2F;crm.example&#x2F;u&#x2F;dlv_1.abc\">Stop</a>";

        assertThat(UnsubscribeFooter.inHtml(html, LINK)).isEqualTo(html);
    }
}
