package io.crmesh.platform.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.springframework.http.HttpHeaders.CONNECTION;
import static org.springframework.http.HttpHeaders.CONTENT_ENCODING;
import static org.springframework.http.HttpHeaders.TRANSFER_ENCODING;

import io.crmesh.platform.json.StrictJson;
import io.crmesh.platform.problem.DeclinedRequest;
import io.crmesh.platform.problem.Problems;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.time.Duration;
import org.springframework.http.HttpStatus;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Filter that buffers the whole request body before it is used, so that its size is known before it is parsed and its
 * hash can tell a repetition from another request. Uploads ({@link BodyType#UPLOAD}) pass through unbuffered.
 */
public final class RequestBodies extends OncePerRequestFilter {

    private static final int MOST_DISCARDED = 8 * 1024 * 1024;

    private final Duration timeout;
    private final Problems problems;

    public RequestBodies(HttpLimits limits, Problems problems) {
        this.timeout = limits.bodyTimeout();
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
        } catch (DeclinedRequest declined) {
            // The rest of the body would be read as the next request, or have to be read to be discarded.
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

    /**
     * A client that is still sending when the connection is closed may never see the answer, so up to 8 MB more are
     * read.
     */
    private void discard(HttpServletRequest request) {
        var deadline = System.nanoTime() + timeout.toNanos();
        var chunk = new byte[8192];
        try {
            var left = MOST_DISCARDED;
            for (int n = 0; n >= 0 && left > 0 && System.nanoTime() - deadline < 0; left -= n) {
                n = request.getInputStream().read(chunk);
            }
        } catch (IOException _) {
            // The client has closed the connection or stopped sending.
        }
    }

    private HttpServletRequest take(HttpServletRequest request) throws IOException {
        if (!hasBody(request)) {
            return new BufferedRequest(request, new byte[0]);
        }
        if (request.getHeader(CONTENT_ENCODING) != null) {
            throw DeclinedRequest.with(HttpStatus.UNSUPPORTED_MEDIA_TYPE);
        }
        return switch (BodyType.of(request.getContentType())) {
            case JSON -> new BufferedRequest(request, utf8(read(request)));
            case FORM -> new BufferedRequest(request, read(request));
            case UPLOAD -> request;
            case OTHER -> throw DeclinedRequest.with(HttpStatus.UNSUPPORTED_MEDIA_TYPE);
        };
    }

    private static boolean hasBody(HttpServletRequest request) {
        return request.getContentLengthLong() > 0 || request.getHeader(TRANSFER_ENCODING) != null;
    }

    /**
     * JSON parsers recognise other encodings by some bytes, even if the Content-Type names UTF-8, and read what UTF-8
     * forbids, such as a slash of two bytes.
     */
    private static byte[] utf8(byte[] body) {
        try {
            var _ = UTF_8.newDecoder().decode(ByteBuffer.wrap(body));
        } catch (CharacterCodingException _) {
            throw DeclinedRequest.with(HttpStatus.BAD_REQUEST);
        }
        for (var octet : body) {
            if (octet == 0) {
                throw DeclinedRequest.with(HttpStatus.BAD_REQUEST);
            }
        }
        if (body.length > 2 && body[0] == (byte) 0xef && body[1] == (byte) 0xbb && body[2] == (byte) 0xbf) {
            throw DeclinedRequest.with(HttpStatus.BAD_REQUEST);
        }
        return body;
    }

    private byte[] read(HttpServletRequest request) throws IOException {
        if (request.getContentLengthLong() > StrictJson.MAX_BODY) {
            throw DeclinedRequest.with(HttpStatus.CONTENT_TOO_LARGE);
        }
        try {
            return readBy(System.nanoTime() + timeout.toNanos(), request);
        } catch (SocketTimeoutException _) {
            throw DeclinedRequest.with(HttpStatus.REQUEST_TIMEOUT);
        }
    }

    /** The connector's own timeout restarts with each byte; this deadline covers the whole body. */
    private static byte[] readBy(long deadline, HttpServletRequest request) throws IOException {
        var body = new ByteArrayOutputStream();
        var chunk = new byte[8192];
        var in = request.getInputStream();
        for (int n = in.read(chunk); n >= 0; n = in.read(chunk)) {
            body.write(chunk, 0, n);
            if (body.size() > StrictJson.MAX_BODY) {
                throw DeclinedRequest.with(HttpStatus.CONTENT_TOO_LARGE);
            }
            if (System.nanoTime() - deadline > 0) {
                throw DeclinedRequest.with(HttpStatus.REQUEST_TIMEOUT);
            }
        }
        return body.toByteArray();
    }
}
