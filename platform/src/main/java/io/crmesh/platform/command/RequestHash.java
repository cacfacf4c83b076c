package io.crmesh.platform.command;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.crmesh.platform.http.BufferedRequest;
import jakarta.servlet.http.HttpServletRequest;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Objects;
import org.springframework.web.util.WebUtils;

/**
 * Hash of a request, in 43 characters: method, path, query and body. Of an upload, which is not buffered, only the
 * announced type and length count.
 */
final class RequestHash {

    /** Prefix that names the hash format, so that it can change and old hashes are not mistaken. */
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
