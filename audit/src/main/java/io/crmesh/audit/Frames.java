package io.crmesh.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;

/**
 * File format: texts one after the other, each in a frame with its length and checksum, so that a frame that a killed
 * process wrote in part is detected.
 */
final class Frames {

    private static final int HEADER = 8;

    /** Bytes of one read, far more than the longest entry. */
    private static final int BLOCK = 256 * 1024;

    /** A text, and the position of the next frame. */
    record Frame(String text, long next) {}

    private Frames() {}

    static byte[] frame(String text) {
        var bytes = text.getBytes(UTF_8);
        return ByteBuffer.allocate(HEADER + bytes.length)
                .putInt(bytes.length)
                .putInt(checksum(bytes, 0, bytes.length))
                .put(bytes)
                .array();
    }

    /** Reads the next complete frames up to a limit; none at the end or at a partly written frame. */
    static List<Frame> read(RandomAccessFile file, long begin, long end, int limit) throws IOException {
        var bytes = new byte[(int) Math.min(BLOCK, end - begin)];
        file.seek(begin);
        file.readFully(bytes);
        var block = ByteBuffer.wrap(bytes);
        var frames = new ArrayList<Frame>();
        while (frames.size() < limit && block.remaining() >= HEADER) {
            int length = block.getInt();
            int checksum = block.getInt();
            int at = block.position();
            if (length < 0 || length > block.remaining() || checksum(bytes, at, length) != checksum) {
                break;
            }
            block.position(at + length);
            frames.add(new Frame(new String(bytes, at, length, UTF_8), begin + block.position()));
        }
        return frames;
    }

    private static int checksum(byte[] bytes, int from, int length) {
        var checksum = new CRC32();
        checksum.update(bytes, from, length);
        return (int) checksum.getValue();
    }
}
