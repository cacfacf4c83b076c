package io.crmesh.platform.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.servlet.http.HttpServletRequest;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Objects;
import org.springframework.web.util.WebUtils;

/**
 * What was asked, in 43 letters: method, address and body. Of an upload, which nobody holds, only what was announced
 * counts: its type and length.
 */
final class RequestHash {

    /** Names the way of hashing, so that it can change without old hashes being mistaken for others. */
    private static final String WAY = "1:";

    private RequestHash() {}

    static String of(HttpServletRequest request) {
        var digest = sha256();
        digest.update(line(request.getMethod()));
        digest.update(line(request.getRequestURI()));
        digest.update(line(Objects.requireNonNullElse(request.getQueryString(), "")));
        var buffered = WebUtils.getNativeRequest(request, BufferedRequest.class);
        digest.update(buffered == null ? announced(request) : buffered.body());
        return WAY + Base64.getUrlEncoder().withoutPadding().encodeToString(digest.digest());
    }

    private static byte[] announced(HttpServletRequest request) {
        return line(request.getContentType() + ";" + request.getContentLengthLong());
    }

    private static byte[] line(String text) {
        return (text + "\n").getBytes(UTF_8);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }
}
