package io.crmesh.marketing.unsubscribe;

import java.util.regex.Pattern;

/** The last line of a mail whose author did not name the unsubscribe link: without the link, nobody could stop such mails. */
public final class UnsubscribeFooter {

    private static final String WORDS = "Unsubscribe · 退订";
    private static final Pattern END_OF_BODY = Pattern.compile("</body", Pattern.CASE_INSENSITIVE);

    private UnsubscribeFooter() {}

    public static String inText(String text, String link) {
        return names(text, link) ? text : text + "\n\n" + WORDS + ": " + link + "\n";
    }

    public static String inHtml(String html, String link) {
        if (names(html, link)) {
            return html;
        }
        var end = END_OF_BODY
                .matcher(html)
                .results()
                .mapToInt(found -> found.start())
                .max()
                .orElse(html.length());
        return "%s<p><a href=\"%s\">%s</a></p>%s".formatted(html.substring(0, end), link, WORDS, html.substring(end));
    }

    /** The part after the address is the same however the author's template wrote or encoded the link. */
    private static boolean names(String text, String link) {
        return text.contains(link.substring(link.lastIndexOf('/') + 1));
    }
}
