package io.crmesh.local.mail;

import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.util.Properties;

/** SMTP client that sends mails. It returns when the sink has accepted the mail. */
record MailClient(int smtpPort, boolean usesTls) {

    MailClient(int smtpPort) {
        this(smtpPort, false);
    }

    /** A client that sends with TLS only. */
    MailClient withTls() {
        return new MailClient(smtpPort, true);
    }

    void send(String messageId, String to, String subject, String text) throws MessagingException {
        var message = message(messageId, to, subject);
        message.setText(text, "utf-8");
        Transport.send(message);
    }

    void sendWithHtml(String messageId, String to, String subject, String text, String html) throws MessagingException {
        var plain = new MimeBodyPart();
        plain.setText(text, "utf-8");
        var rich = new MimeBodyPart();
        rich.setText(html, "utf-8", "html");
        var message = message(messageId, to, subject);
        message.setContent(new MimeMultipart("alternative", plain, rich));
        Transport.send(message);
    }

    private MimeMessage message(String messageId, String to, String subject) throws MessagingException {
        var properties = new Properties();
        properties.put("mail.smtp.host", "127.0.0.1");
        properties.put("mail.smtp.port", Integer.toString(smtpPort));
        properties.put("mail.smtp.starttls.required", Boolean.toString(usesTls));
        var message = new MimeMessage(Session.getInstance(properties)) {
            @Override
            protected void updateMessageID() throws MessagingException {
                setHeader("Message-ID", "<" + messageId + ">");
            }
        };
        message.setFrom(new InternetAddress("news@crmesh.example"));
        message.setRecipients(Message.RecipientType.TO, InternetAddress.parse(to));
        message.setSubject(subject, "utf-8");
        return message;
    }
}
