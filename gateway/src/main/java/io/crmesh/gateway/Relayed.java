package io.crmesh.gateway;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import org.apache.hc.core5.http.io.EofSensorInputStream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.client.ClientHttpResponse;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.function.ServerResponse;

/**
 * A service's answer on its way to the caller, piece by piece as it comes. If either side breaks off, so does the other:
 * half an answer must not look like a whole one, and nobody reads on for a caller that has gone.
 */
final class Relayed implements ServerResponse {

    private final ClientHttpResponse answer;
    private final HttpStatusCode status;
    private final InputStream body;
    private final Problems problems;
    private final HttpHeaders headers = new HttpHeaders();
    private Runnable afterwards = () -> {};

    Relayed(ClientHttpResponse answer, Problems problems) throws IOException {
        this.answer = answer;
        this.status = answer.getStatusCode();
        this.body = answer.getBody();
        this.problems = problems;
    }

    /** Called once, when all is passed on or given up. */
    void afterwards(Runnable task) {
        afterwards = task;
    }

    @Override
    public HttpStatusCode statusCode() {
        return status;
    }

    @Override
    public HttpHeaders headers() {
        return headers;
    }

    @Override
    public MultiValueMap<String, Cookie> cookies() {
        return new LinkedMultiValueMap<>();
    }

    @Override
    public @Nullable ModelAndView writeTo(HttpServletRequest request, HttpServletResponse response, Context context)
            throws IOException {
        var whole = false;
        try {
            writeHead(response);
            writeBody(response);
            whole = true;
        } catch (BrokenOff brokenOff) {
            if (response.isCommitted()) {
                throw brokenOff;
            }
            response.reset();
            SecurityHeaders.addTo(response, request);
            problems.write(Problem.of(brokenOff.status()), response);
        } finally {
            end(whole);
        }
        return null;
    }

    private void writeHead(HttpServletResponse response) {
        response.setStatus(status.value());
        headers.forEach((name, values) -> {
            response.setHeader(name, values.getFirst());
            values.stream().skip(1).forEach(value -> response.addHeader(name, value));
        });
    }

    private void writeBody(HttpServletResponse response) throws IOException {
        var out = response.getOutputStream();
        var live = MediaType.TEXT_EVENT_STREAM.equalsTypeAndSubtype(headers.getContentType());
        if (live) {
            response.flushBuffer();
        }
        var piece = new byte[8192];
        for (int n = read(piece); n >= 0; n = read(piece)) {
            out.write(piece, 0, n);
            if (live) {
                out.flush();
            }
        }
    }

    private int read(byte[] piece) throws BrokenOff {
        try {
            return body.read(piece);
        } catch (IOException e) {
            throw new BrokenOff(e);
        }
    }

    /** Closing a stream politely would mean to read it to its end, which may never come. */
    private void end(boolean whole) throws IOException {
        try {
            if (!whole && body instanceof EofSensorInputStream stream) {
                stream.abort();
            }
        } finally {
            answer.close();
            afterwards.run();
        }
    }

    /** The service broke off its answer. */
    private static final class BrokenOff extends IOException {

        BrokenOff(IOException cause) {
            super("A service broke off its answer", cause);
        }

        HttpStatus status() {
            return getCause() instanceof SocketTimeoutException ? HttpStatus.GATEWAY_TIMEOUT : HttpStatus.BAD_GATEWAY;
        }
    }
}
