package io.crmesh.gateway;

import static org.springframework.http.HttpHeaders.ACCEPT_ENCODING;
import static org.springframework.http.HttpHeaders.CONNECTION;
import static org.springframework.http.HttpHeaders.CONTENT_ENCODING;
import static org.springframework.http.HttpHeaders.CONTENT_LENGTH;
import static org.springframework.http.HttpHeaders.TRANSFER_ENCODING;

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
 * Takes the whole body before a service is bothered with the request: one that is too large or trickles in never gets
 * there and holds no place. Uploads pass as they come. None may be packed.
 */
final class BodyLimit extends OncePerRequestFilter {

    private static final int MOST_DISCARDED = 8 * 1024 * 1024;

    private final Bodies bodies;
    private final Problems problems;

    BodyLimit(Bodies bodies, Problems problems) {
        this.bodies = bodies;
        this.problems = problems;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (!Bodies.comesWith(request)) {
            chain.doFilter(request, response);
            return;
        }
        try {
            refusePacked(request, response);
            chain.doFilter(bodies.isStreamed(request) ? request : new Taken(request, take(request)), response);
        } catch (Declined declined) {
            // What is left of the body would be read as the next request.
            response.setHeader(CONNECTION, "close");
            problems.write(declined.problem(), response);
            response.flushBuffer();
            discard(request);
        }
    }

    /** Nobody here unpacks a body: a small one could become larger than any limit. */
    private static void refusePacked(HttpServletRequest request, HttpServletResponse response) {
        if (says(request, CONTENT_ENCODING, "identity") && says(request, TRANSFER_ENCODING, "chunked")) {
            return;
        }
        response.setHeader(ACCEPT_ENCODING, "identity");
        throw Declined.with(HttpStatus.UNSUPPORTED_MEDIA_TYPE);
    }

    private static boolean says(HttpServletRequest request, String header, String only) {
        return Collections.list(request.getHeaders(header)).stream().allMatch(only::equalsIgnoreCase);
    }

    private byte[] take(HttpServletRequest request) {
        var limit = bodies.limit().toBytes();
        if (request.getContentLengthLong() > limit) {
            throw Declined.with(HttpStatus.CONTENT_TOO_LARGE);
        }
        try {
            return takeBy(deadline(), limit, request.getInputStream());
        } catch (IOException e) {
            throw Declined.because(e);
        }
    }

    /** The connector's own timeout begins anew with each byte; the deadline is for them all. */
    private static byte[] takeBy(long deadline, long limit, ServletInputStream in) throws IOException {
        var body = new ByteArrayOutputStream();
        var piece = new byte[8192];
        for (int n = in.read(piece); n >= 0; n = in.read(piece)) {
            body.write(piece, 0, n);
            if (body.size() > limit) {
                throw Declined.with(HttpStatus.CONTENT_TOO_LARGE);
            }
            if (System.nanoTime() - deadline > 0) {
                throw Declined.with(HttpStatus.REQUEST_TIMEOUT);
            }
        }
        return body.toByteArray();
    }

    private long deadline() {
        return System.nanoTime() + bodies.timeout().toNanos();
    }

    /** A caller that is still sending when the connection is closed may never see the answer. So some more is taken. */
    private void discard(HttpServletRequest request) {
        var deadline = deadline();
        var piece = new byte[8192];
        try {
            var left = MOST_DISCARDED;
            for (int n = 0; n >= 0 && left > 0 && System.nanoTime() - deadline < 0; left -= n) {
                n = request.getInputStream().read(piece);
            }
        } catch (IOException _) {
            // The caller has hung up, or is silent: it has its answer or does not want it.
        }
    }

    /** However it came, it is passed on in one piece of known length. */
    private static final class Taken extends Headers {

        private final byte[] body;

        Taken(HttpServletRequest request, byte[] body) {
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
            return new WholeBody(body);
        }
    }
}
