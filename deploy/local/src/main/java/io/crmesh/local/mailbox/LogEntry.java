package io.crmesh.local.mailbox;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Entry of the append-only log of the mailbox. Replaying all entries rebuilds the mailbox. */
public sealed interface LogEntry {

    /** The first entry of every log: mails are numbered from here. */
    record Begun(long nextNumber) implements LogEntry {}

    /** A new mail was received. */
    @SuppressWarnings("ArrayRecordComponent") // Written and read, never compared.
    record Stored(Mail mail, List<String> recipients, byte[] raw) implements LogEntry {}

    /** A known mail was received again. */
    record Repeated(long number) implements LogEntry {}

    default byte[] encode() throws IOException {
        var bytes = new ByteArrayOutputStream();
        var out = new DataOutputStream(bytes);
        switch (this) {
            case Begun(var nextNumber) -> {
                out.writeByte('B');
                out.writeLong(nextNumber);
            }
            case Stored stored -> {
                out.writeByte('S');
                write(stored, out);
            }
            case Repeated(var number) -> {
                out.writeByte('R');
                out.writeLong(number);
            }
        }
        return bytes.toByteArray();
    }

    static LogEntry decode(byte[] bytes) throws IOException {
        var in = new DataInputStream(new ByteArrayInputStream(bytes));
        char kind = (char) in.readByte();
        return switch (kind) {
            case 'B' -> new Begun(in.readLong());
            case 'S' -> readStored(in);
            case 'R' -> new Repeated(in.readLong());
            default -> throw new IOException("An entry of the unknown kind " + (int) kind);
        };
    }

    private static void write(Stored stored, DataOutputStream out) throws IOException {
        var mail = stored.mail();
        out.writeLong(mail.number());
        out.writeLong(mail.received().toEpochMilli());
        out.writeUTF(mail.messageId());
        writeAddresses(List.of(mail.from()), out);
        writeAddresses(mail.to(), out);
        out.writeUTF(mail.subject());
        out.writeUTF(mail.snippet());
        out.writeInt(stored.recipients().size());
        for (var recipient : stored.recipients()) {
            out.writeUTF(recipient);
        }
        out.writeInt(stored.raw().length);
        out.write(stored.raw());
    }

    private static Stored readStored(DataInputStream in) throws IOException {
        long number = in.readLong();
        var received = Instant.ofEpochMilli(in.readLong());
        var messageId = in.readUTF();
        var from = readAddresses(in).getFirst();
        var to = readAddresses(in);
        var subject = in.readUTF();
        var snippet = in.readUTF();
        var recipients = new ArrayList<String>();
        for (int left = in.readInt(); left > 0; left--) {
            recipients.add(in.readUTF());
        }
        var raw = in.readNBytes(in.readInt());
        var mail = new Mail(number, messageId, from, to, subject, snippet, received, raw.length, 0);
        return new Stored(mail, List.copyOf(recipients), raw);
    }

    private static void writeAddresses(List<Address> addresses, DataOutputStream out) throws IOException {
        out.writeInt(addresses.size());
        for (var address : addresses) {
            out.writeUTF(address.name());
            out.writeUTF(address.address());
        }
    }

    private static List<Address> readAddresses(DataInputStream in) throws IOException {
        var addresses = new ArrayList<Address>();
        for (int left = in.readInt(); left > 0; left--) {
            addresses.add(new Address(in.readUTF(), in.readUTF()));
        }
        return List.copyOf(addresses);
    }
}
