package io.crmesh.local.startup;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Initiates a single-node replica set. A MongoDB server takes no writes before that, and the launcher sends a database
 * nothing else, so it speaks the wire protocol itself and needs no driver.
 */
record SingleNodeReplicaSet(int port) {

    private static final int OP_MSG = 2013;
    private static final int HEADER = 16;
    private static final int FLAGS_AND_KIND = 5;
    private static final int TIMEOUT_MILLIS = 2_000;
    private static final int LARGEST_REPLY = 1_000_000;

    /** Whether the server takes writes. A server that belongs to no replica set yet initiates one. */
    boolean isPrimary() {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(TIMEOUT_MILLIS);
            if (isTrue(send(socket, Map.of("hello", 1)), "isWritablePrimary")) {
                return true;
            }
            var _ = send(socket, initiate()); // The server refuses it when it was done before and only needs time.
            return false;
        } catch (IOException notYet) {
            return false;
        }
    }

    private Map<String, Object> initiate() {
        var member = document("_id", 0, "host", "127.0.0.1:" + port);
        return Map.of("replSetInitiate", document("_id", "crm", "members", List.of(member)));
    }

    private static Map<String, Object> document(String first, Object one, String second, Object two) {
        var document = new LinkedHashMap<String, Object>();
        document.put(first, one);
        document.put(second, two);
        return document;
    }

    private static byte[] send(Socket socket, Map<String, ?> command) throws IOException {
        var fields = new LinkedHashMap<String, Object>(command);
        fields.put("$db", "admin");
        var body = bson(fields);
        var message = ByteBuffer.allocate(HEADER + FLAGS_AND_KIND + body.length).order(ByteOrder.LITTLE_ENDIAN);
        message.putInt(message.capacity()).putInt(1).putInt(0).putInt(OP_MSG);
        message.putInt(0).put((byte) 0).put(body);
        socket.getOutputStream().write(message.array());
        return reply(new DataInputStream(socket.getInputStream()));
    }

    private static byte[] reply(DataInputStream in) throws IOException {
        int length = Integer.reverseBytes(in.readInt()) - Integer.BYTES;
        if (length < 0 || length > LARGEST_REPLY) {
            throw new IOException("no reply of a database");
        }
        return in.readNBytes(length);
    }

    /** Searches for a boolean field by its bytes: type 8, the name, a zero, and a one. */
    private static boolean isTrue(byte[] reply, String field) {
        var wanted = "\b" + field + "\0\1";
        return new String(reply, StandardCharsets.ISO_8859_1).contains(wanted);
    }

    private static byte[] bson(Map<String, ?> fields) throws IOException {
        var out = new ByteArrayOutputStream();
        for (var field : fields.entrySet()) {
            write(out, field.getKey(), field.getValue());
        }
        out.write(0);
        return ByteBuffer.allocate(Integer.BYTES + out.size())
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(Integer.BYTES + out.size())
                .put(out.toByteArray())
                .array();
    }

    private static void write(ByteArrayOutputStream out, String name, Object value) throws IOException {
        var key = (name + "\0").getBytes(StandardCharsets.UTF_8);
        switch (value) {
            case Integer number -> element(out, 0x10, key, littleEndian(number));
            case String text -> {
                var bytes = (text + "\0").getBytes(StandardCharsets.UTF_8);
                element(out, 0x02, key, littleEndian(bytes.length));
                out.write(bytes);
            }
            case List<?> list -> element(out, 0x04, key, bson(numbered(list)));
            case Map<?, ?> document -> element(out, 0x03, key, bson(named(document)));
            default -> throw new IllegalArgumentException(name);
        }
    }

    private static void element(ByteArrayOutputStream out, int type, byte[] key, byte[] value) throws IOException {
        out.write(type);
        out.write(key);
        out.write(value);
    }

    private static Map<String, Object> numbered(List<?> list) {
        var fields = new LinkedHashMap<String, Object>();
        for (var item : list) {
            fields.put(Integer.toString(fields.size()), item);
        }
        return fields;
    }

    private static Map<String, Object> named(Map<?, ?> document) {
        var fields = new LinkedHashMap<String, Object>();
        document.forEach((key, value) -> fields.put(String.valueOf(key), value));
        return fields;
    }

    private static byte[] littleEndian(int number) {
        return ByteBuffer.allocate(Integer.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(number)
                .array();
    }
}
