package io.crmesh.local.mail;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * What someone looks for: words that a mail must all have in what the list shows of it. {@code to:}, {@code from:},
 * {@code subject:} and {@code message-id:} say where; quotation marks keep words together.
 */
final class Search implements Predicate<Mail> {

    private record Word(String where, String what) {}

    private static final Pattern WORD =
            Pattern.compile("(?:(to|from|subject|message-id):)?(?:\"([^\"]*)\"|(\\S+))", Pattern.CASE_INSENSITIVE);

    private final List<Word> words = new ArrayList<>();

    private Search() {}

    static Search of(String query) {
        var search = new Search();
        var matcher = WORD.matcher(query);
        while (matcher.find()) {
            var where = matcher.group(1) == null ? "" : matcher.group(1).toLowerCase(Locale.ROOT);
            var what = matcher.group(2) == null ? matcher.group(3) : matcher.group(2);
            search.words.add(new Word(where, what));
        }
        return search;
    }

    @Override
    public boolean test(Mail mail) {
        return words.stream().allMatch(word -> isIn(mail, word));
    }

    private static boolean isIn(Mail mail, Word word) {
        return switch (word.where()) {
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

    /** Without copies in lower case: a search may look at a hundred thousand mails. */
    private static boolean has(String text, Word word) {
        var what = word.what();
        for (int at = 0; at <= text.length() - what.length(); at++) {
            if (text.regionMatches(true, at, what, 0, what.length())) {
                return true;
            }
        }
        return false;
    }
}
