package io.crmesh.local.launcher;

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
 * Makes a server that was started as a member of a replica set its only member. A server does nothing before that, and
 * this is all the launcher ever says to a database, so it says it in the wire protocol itself rather than by a driver.
 */
record ReplicaSetOfOne(int port) {

    private static final int OP_MSG = 2013;
    private static final int HEADER = 16;
    private static final int FLAGS_AND_KIND = 5;
    private static final int PATIENCE_MILLIS = 2_000;
    private static final int LARGEST_ANSWER = 1_000_000;

    /** Whether the server takes writes; one that belongs to no set yet is told to be one of its own. */
    boolean isPrimary() {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            if (isTrue(ask(socket, Map.of("hello", 1)), "isWritablePrimary")) {
                return true;
            }
            var _ = ask(socket, initiate()); // Refused when it was done before; then it only needs time.
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

    private static byte[] ask(Socket socket, Map<String, ?> command) throws IOException {
        var fields = new LinkedHashMap<String, Object>(command);
        fields.put("$db", "admin");
        var body = bson(fields);
        var message = ByteBuffer.allocate(HEADER + FLAGS_AND_KIND + body.length).order(ByteOrder.LITTLE_ENDIAN);
        message.putInt(message.capacity()).putInt(1).putInt(0).putInt(OP_MSG);
        message.putInt(0).put((byte) 0).put(body);
        socket.getOutputStream().write(message.array());
        return answer(new DataInputStream(socket.getInputStream()));
    }

    private static byte[] answer(DataInputStream in) throws IOException {
        int length = Integer.reverseBytes(in.readInt()) - Integer.BYTES;
        if (length < 0 || length > LARGEST_ANSWER) {
            throw new IOException("no answer of a database");
        }
        return in.readNBytes(length);
    }

    /** Looks for a boolean field by its bytes: type 8, its name, a zero, and a one. */
    private static boolean isTrue(byte[] answer, String field) {
        var wanted = "\b" + field + "\0\1";
        return new String(answer, StandardCharsets.ISO_8859_1).contains(wanted);
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
