package io.crmesh.local.mail;

import io.crmesh.local.mailbox.Address;
import io.crmesh.local.mailbox.Mail;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Search query: a mail matches if its list fields have all words. {@code to:}, {@code from:}, {@code subject:} and
 * {@code message-id:} restrict a word to a field; quotation marks make a phrase.
 */
final class MailQuery implements Predicate<Mail> {

    private record Word(String field, String text) {}

    private static final Pattern WORD =
            Pattern.compile("(?:(to|from|subject|message-id):)?(?:\"([^\"]*)\"|(\\S+))", Pattern.CASE_INSENSITIVE);

    private final List<Word> words = new ArrayList<>();

    private MailQuery() {}

    static MailQuery of(String text) {
        var query = new MailQuery();
        var matcher = WORD.matcher(text);
        while (matcher.find()) {
            var field = matcher.group(1) == null ? "" : matcher.group(1).toLowerCase(Locale.ROOT);
            var wanted = matcher.group(2) == null ? matcher.group(3) : matcher.group(2);
            query.words.add(new Word(field, wanted));
        }
        return query;
    }

    @Override
    public boolean test(Mail mail) {
        return words.stream().allMatch(word -> isIn(mail, word));
    }

    private static boolean isIn(Mail mail, Word word) {
        return switch (word.field()) {
            case "to" -> mail.to().stream().anyMatch(address -> has(address, word));
            case "from" -> has(mail.from(), word);
            case "subject" -> has(mail.subject(), word);
            case "message-id" -> has(mail.messageId(), word);
            default -> isAnywhereIn(mail, word);
        };
    }

    private static boolean isAnywhereIn(Mail mail, Word word) {
        return has(mail.subject(), word)
                || has(mail.snippet(), word)
                || has(mail.messageId(), word)
                || has(mail.from(), word)
                || mail.to().stream().anyMatch(address -> has(address, word));
    }

    private static boolean has(Address address, Word word) {
        return has(address.address(), word) || has(address.name(), word);
    }

    /** Makes no lower-case copies, because a search may read a hundred thousand mails. */
    private static boolean has(String text, Word word) {
        var wanted = word.text();
        for (int at = 0; at <= text.length() - wanted.length(); at++) {
            if (text.regionMatches(true, at, wanted, 0, wanted.length())) {
                return true;
            }
        }
        return false;
    }
}
