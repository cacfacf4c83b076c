package io.crmesh.local.mail;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** SMTP over a plain socket, for commands that no mail client sends. */
record SmtpConversation(Socket socket, BufferedReader answers) implements AutoCloseable {

    static SmtpConversation with(int port) throws IOException {
        var socket = new Socket(InetAddress.getLoopbackAddress(), port);
        var answers = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
        var conversation = new SmtpConversation(socket, answers);
        conversation.expect("220", conversation.answer());
        conversation.expect("250", conversation.send("HELO test"));
        return conversation;
    }

    /** Delivers the message; returns the answer of the sink. */
    String deliver(String recipient, String message) throws IOException {
        expect("250", send("RSET"));
        expect("250", send("MAIL FROM:<sender@example.org>"));
        expect("250", send("RCPT TO:<" + recipient + ">"));
        expect("354", send("DATA"));
        var dotted = message.replace("\r\n.", "\r\n..");
        return send(dotted.endsWith("\r\n") ? dotted + "." : dotted + "\r\n.");
    }

    private String send(String line) throws IOException {
        socket.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.UTF_8));
        return answer();
    }

    private String answer() throws IOException {
        return String.valueOf(answers.readLine());
    }

    private void expect(String code, String answer) throws IOException {
        if (!answer.startsWith(code)) {
            throw new IOException("Expected %s, got %s".formatted(code, answer));
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
