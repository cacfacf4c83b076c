package io.crmesh.benchmarks.parts;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;

/** Message of the MongoDB wire protocol. */
final class WireMessage {

    private static final int OP_MSG = 2013;
    private static final int TIMEOUT = 64 * 1024 * 1024;
    private static final int OP_CODE = 12;
    private static final int KIND = 20;
    private static final int TYPE = 25;
    private static final int NAME = 26;
    private static final int STRING = 2;
    private static final int LENGTH = 4;

    private final byte[] bytes;

    private WireMessage(byte[] bytes) {
        this.bytes = bytes;
    }

    static WireMessage read(DataInputStream in) throws IOException {
        int length = Integer.reverseBytes(in.readInt());
        if (length < 16 || length > TIMEOUT) {
            throw new EOFException("That is no message");
        }
        var bytes = new byte[length];
        for (int i = 0; i < 4; i++) {
            bytes[i] = (byte) (length >> (8 * i));
        }
        in.readFully(bytes, 4, length - 4);
        return new WireMessage(bytes);
    }

    /** The command and its collection: {@code insert orders}. A handshake in the legacy form is hello. */
    String command() {
        if (number(OP_CODE) != OP_MSG) {
            return "hello";
        }
        if (bytes[KIND] != 0) {
            return "unknown";
        }
        var verb = text(NAME);
        var value = NAME + verb.length() + 1;
        return bytes[TYPE] == STRING ? verb + " " + text(value + LENGTH) : verb;
    }

    private String text(int begin) {
        int end = begin;
        while (bytes[end] != 0) {
            end++;
        }
        return new String(bytes, begin, end - begin, US_ASCII);
    }

    void writeTo(OutputStream out) throws IOException {
        out.write(bytes);
        out.flush();
    }

    private int number(int at) {
        return (bytes[at] & 0xff)
                | (bytes[at + 1] & 0xff) << 8
                | (bytes[at + 2] & 0xff) << 16
                | (bytes[at + 3] & 0xff) << 24;
    }
}
