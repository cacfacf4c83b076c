package io.crmesh.gateway.edge;

import static org.springframework.http.HttpHeaders.ACCEPT_ENCODING;
import static org.springframework.http.HttpHeaders.CONNECTION;
import static org.springframework.http.HttpHeaders.CONTENT_ENCODING;
import static org.springframework.http.HttpHeaders.CONTENT_LENGTH;
import static org.springframework.http.HttpHeaders.TRANSFER_ENCODING;

import io.crmesh.gateway.problem.Problems;
import io.crmesh.gateway.problem.RejectedRequest;
import io.crmesh.web.BufferedBody;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Servlet filter that limits request bodies. It reads the whole body before a service gets the request, so that a large
 * or slow body takes no permit of the bulkhead. Uploads pass as they arrive. Compressed bodies are refused.
 */
final class BodyLimit extends OncePerRequestFilter {

    private static final int MAX_DISCARDED = 8 * 1024 * 1024;

    private final RequestBodySettings settings;
    private final Problems problems;

    BodyLimit(RequestBodySettings settings, Problems problems) {
        this.settings = settings;
        this.problems = problems;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (!RequestBodySettings.hasBody(request)) {
            chain.doFilter(request, response);
            return;
        }
        try {
            refuseCompressed(request, response);
            chain.doFilter(
                    settings.isStreamed(request) ? request : new BufferedRequest(request, readBody(request)), response);
        } catch (RejectedRequest rejected) {
            // The rest of the body would be read as the next request.
            response.setHeader(CONNECTION, "close");
            problems.write(rejected.problem(), response);
            response.flushBuffer();
            discard(request);
        }
    }

    /** The gateway does not decompress: a small body could become larger than any limit. */
    private static void refuseCompressed(HttpServletRequest request, HttpServletResponse response) {
        if (hasOnly(request, CONTENT_ENCODING, "identity") && hasOnly(request, TRANSFER_ENCODING, "chunked")) {
            return;
        }
        response.setHeader(ACCEPT_ENCODING, "identity");
        throw RejectedRequest.with(HttpStatus.UNSUPPORTED_MEDIA_TYPE);
    }

    private static boolean hasOnly(HttpServletRequest request, String header, String only) {
        return Collections.list(request.getHeaders(header)).stream().allMatch(only::equalsIgnoreCase);
    }

    private byte[] readBody(HttpServletRequest request) {
        var limit = settings.limit().toBytes();
        if (request.getContentLengthLong() > limit) {
            throw RejectedRequest.with(HttpStatus.CONTENT_TOO_LARGE);
        }
        try {
            return readUntil(deadline(), limit, request.getInputStream());
        } catch (IOException e) {
            throw RejectedRequest.because(e);
        }
    }

    /** The timeout of the connector starts again with each byte; the deadline is for all of them. */
    private static byte[] readUntil(long deadline, long limit, ServletInputStream in) throws IOException {
        var body = new ByteArrayOutputStream();
        var chunk = new byte[8192];
        for (int n = in.read(chunk); n >= 0; n = in.read(chunk)) {
            body.write(chunk, 0, n);
            if (body.size() > limit) {
                throw RejectedRequest.with(HttpStatus.CONTENT_TOO_LARGE);
            }
            if (System.nanoTime() - deadline > 0) {
                throw RejectedRequest.with(HttpStatus.REQUEST_TIMEOUT);
            }
        }
        return body.toByteArray();
    }

    private long deadline() {
        return System.nanoTime() + settings.timeout().toNanos();
    }

    /**
     * A caller that is still sending when the connection is closed may never see the response. So some more is read.
     */
    private void discard(HttpServletRequest request) {
        var deadline = deadline();
        var chunk = new byte[8192];
        try {
            var left = MAX_DISCARDED;
            for (int n = 0; n >= 0 && left > 0 && System.nanoTime() - deadline < 0; left -= n) {
                n = request.getInputStream().read(chunk);
            }
        } catch (IOException _) {
            // The caller has closed the connection or sends nothing more. It needs no response any more.
        }
    }

    /** A request whose body is passed on in one piece of known length. */
    private static final class BufferedRequest extends FilteredRequest {

        private final byte[] body;

        BufferedRequest(HttpServletRequest request, byte[] body) {
            super(request, name -> !name.equalsIgnoreCase(TRANSFER_ENCODING));
            put(CONTENT_LENGTH, List.of(Integer.toString(body.length)));
            this.body = body;
        }

        @Override
        public int getContentLength() {
            return body.length;
        }

        @Override
        public long getContentLengthLong() {
            return body.length;
        }

        @Override
        public ServletInputStream getInputStream() {
            return new BufferedBody(body);
        }
    }
}
