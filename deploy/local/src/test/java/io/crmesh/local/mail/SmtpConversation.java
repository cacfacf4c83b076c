package io.crmesh.local.mail;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** SMTP spoken by hand, for what no decent mail program would send. */
record SmtpConversation(Socket socket, BufferedReader answers) implements AutoCloseable {

    static SmtpConversation with(int port) throws IOException {
        var socket = new Socket(InetAddress.getLoopbackAddress(), port);
        var answers = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
        var conversation = new SmtpConversation(socket, answers);
        conversation.expect("220", conversation.answer());
        conversation.expect("250", conversation.say("HELO test"));
        return conversation;
    }

    /** Hands the message in and returns what the sink says about it. */
    String deliver(String recipient, String message) throws IOException {
        expect("250", say("RSET"));
        expect("250", say("MAIL FROM:<sender@example.org>"));
        expect("250", say("RCPT TO:<" + recipient + ">"));
        expect("354", say("DATA"));
        var dotted = message.replace("\r\n.", "\r\n..");
        return say(dotted.endsWith("\r\n") ? dotted + "." : dotted + "\r\n.");
    }

    private String say(String line) throws IOException {
        socket.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.UTF_8));
        return answer();
    }

    private String answer() throws IOException {
        return String.valueOf(answers.readLine());
    }

    private void expect(String code, String answer) throws IOException {
        if (!answer.startsWith(code)) {
            throw new IOException("Expected %s, heard %s".formatted(code, answer));
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
