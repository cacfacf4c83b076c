package io.crmesh.platform.web;

import static org.springframework.http.HttpHeaders.CONNECTION;
import static org.springframework.http.HttpHeaders.CONTENT_ENCODING;
import static org.springframework.http.HttpHeaders.TRANSFER_ENCODING;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import org.springframework.http.HttpStatus;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Takes the whole body of a request into memory before anybody looks at it, so that its size is known before it is
 * parsed and its hash can tell a repetition from another request. Uploads ({@link BodyType#UPLOAD}) pass untouched.
 */
final class RequestBodies extends OncePerRequestFilter {

    private static final int MOST_DISCARDED = 8 * 1024 * 1024;

    private final Duration patience;
    private final Problems problems;

    RequestBodies(HttpLimits limits, Problems problems) {
        this.patience = limits.bodyTimeout();
        this.problems = problems;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return Paths.operational(request);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        HttpServletRequest taken;
        try {
            taken = take(request);
        } catch (Declined declined) {
            // What is left of the body would be read as the next request, or have to be read to be thrown away.
            response.setHeader(CONNECTION, "close");
            problems.write(declined.problem(), response);
            response.flushBuffer();
            if (declined.problem().status() == HttpStatus.CONTENT_TOO_LARGE.value()) {
                discard(request);
            }
            return;
        }
        chain.doFilter(taken, response);
    }

    /** A caller that is still sending when the connection is closed may never see the answer. So some more is taken. */
    private void discard(HttpServletRequest request) {
        var deadline = System.nanoTime() + patience.toNanos();
        var chunk = new byte[8192];
        try {
            var left = MOST_DISCARDED;
            for (int n = 0; n >= 0 && left > 0 && System.nanoTime() - deadline < 0; left -= n) {
                n = request.getInputStream().read(chunk);
            }
        } catch (IOException _) {
            // The caller has hung up, or is silent: it has its answer or does not want it.
        }
    }

    private HttpServletRequest take(HttpServletRequest request) throws IOException {
        if (!hasBody(request)) {
            return new BufferedRequest(request, new byte[0]);
        }
        if (request.getHeader(CONTENT_ENCODING) != null) {
            throw Declined.with(HttpStatus.UNSUPPORTED_MEDIA_TYPE);
        }
        return switch (BodyType.of(request.getContentType())) {
            case JSON -> new BufferedRequest(request, utf8(read(request)));
            case FORM -> new BufferedRequest(request, read(request));
            case UPLOAD -> request;
            case OTHER -> throw Declined.with(HttpStatus.UNSUPPORTED_MEDIA_TYPE);
        };
    }

    private static boolean hasBody(HttpServletRequest request) {
        return request.getContentLengthLong() > 0 || request.getHeader(TRANSFER_ENCODING) != null;
    }

    /** JSON parsers recognise other encodings by such bytes, whatever was announced. */
    private static byte[] utf8(byte[] body) {
        for (var octet : body) {
            if (octet == 0) {
                throw Declined.with(HttpStatus.BAD_REQUEST);
            }
        }
        if (body.length > 2 && body[0] == (byte) 0xef && body[1] == (byte) 0xbb && body[2] == (byte) 0xbf) {
            throw Declined.with(HttpStatus.BAD_REQUEST);
        }
        return body;
    }

    private byte[] read(HttpServletRequest request) throws IOException {
        if (request.getContentLengthLong() > StrictJson.MAX_BODY) {
            throw Declined.with(HttpStatus.CONTENT_TOO_LARGE);
        }
        try {
            return readBy(System.nanoTime() + patience.toNanos(), request);
        } catch (SocketTimeoutException _) {
            throw Declined.with(HttpStatus.REQUEST_TIMEOUT);
        }
    }

    /** The connector's own timeout begins anew with each byte; the deadline is for them all. */
    private static byte[] readBy(long deadline, HttpServletRequest request) throws IOException {
        var body = new ByteArrayOutputStream();
        var chunk = new byte[8192];
        var in = request.getInputStream();
        for (int n = in.read(chunk); n >= 0; n = in.read(chunk)) {
            body.write(chunk, 0, n);
            if (body.size() > StrictJson.MAX_BODY) {
                throw Declined.with(HttpStatus.CONTENT_TOO_LARGE);
            }
            if (System.nanoTime() - deadline > 0) {
                throw Declined.with(HttpStatus.REQUEST_TIMEOUT);
            }
        }
        return body.toByteArray();
    }
}
