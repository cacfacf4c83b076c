package io.crmesh.marketing.delivery;

import jakarta.mail.Session;
import jakarta.mail.util.StreamProvider;
import java.util.Properties;
import org.eclipse.angus.mail.util.MailStreamProvider;

/**
 * Where the mail library gets its sessions. Left alone it searches the whole class path for its own parts, for each
 * session and for each stream of a mail, which costs more than all else about a mail.
 */
final class MailSession {

    static {
        System.setProperty(StreamProvider.class.getName(), MailStreamProvider.class.getName());
    }

    private MailSession() {}

    /** To be kept: making one searches still. */
    static Session with(Properties properties) {
        return Session.getInstance(properties);
    }
}
