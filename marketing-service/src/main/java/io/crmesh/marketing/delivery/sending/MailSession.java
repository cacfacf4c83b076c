package io.crmesh.marketing.delivery.sending;

import jakarta.mail.Session;
import jakarta.mail.util.StreamProvider;
import java.util.Properties;
import org.eclipse.angus.mail.util.MailStreamProvider;

/**
 * Factory of sessions of the mail library. Without the setting made here, the library searches the whole class path for its
 * own parts, for each session and for each stream of a mail: more work than all the rest of a mail.
 */
final class MailSession {

    static {
        System.setProperty(StreamProvider.class.getName(), MailStreamProvider.class.getName());
    }

    private MailSession() {}

    /** To be reused: creating a session still searches the class path. */
    static Session with(Properties properties) {
        return Session.getInstance(properties);
    }

    /** The same for mails whose addresses have other than ASCII letters. */
    static Session internationalWith(Properties properties) {
        var international = new Properties();
        international.putAll(properties);
        international.put("mail.mime.allowutf8", "true");
        return with(international);
    }
}
