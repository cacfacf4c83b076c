package io.crmesh.gateway.routing;

import io.crmesh.gateway.edge.EdgeHeaders;
import io.crmesh.gateway.problem.Problems;
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
 * Response of a service on its way to the caller, chunk by chunk as it arrives. If either side breaks off, the other
 * one is broken off, too. Half a response must not look complete, and the gateway stops reading for a caller that has
 * gone.
 */
final class RelayedResponse implements ServerResponse {

    private final ClientHttpResponse upstream;
    private final HttpStatusCode status;
    private final InputStream body;
    private final Problems problems;
    private final HttpHeaders headers = new HttpHeaders();
    private Runnable onCompletion = () -> {};

    RelayedResponse(ClientHttpResponse upstream, Problems problems) throws IOException {
        this.upstream = upstream;
        this.status = upstream.getStatusCode();
        this.body = upstream.getBody();
        this.problems = problems;
    }

    /** The task runs once, when the response is passed on or given up. */
    void onCompletion(Runnable task) {
        onCompletion = task;
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
        var complete = false;
        try {
            writeStatusAndHeaders(response);
            writeBody(response);
            complete = true;
        } catch (ServiceBrokeOff brokenOff) {
            if (response.isCommitted()) {
                throw brokenOff;
            }
            response.reset();
            EdgeHeaders.addTo(response, request);
            problems.write(Problems.of(brokenOff.status()), response);
        } finally {
            end(complete);
        }
        return null;
    }

    private void writeStatusAndHeaders(HttpServletResponse response) {
        response.setStatus(status.value());
        headers.forEach((name, values) -> {
            response.setHeader(name, values.getFirst());
            values.stream().skip(1).forEach(value -> response.addHeader(name, value));
        });
    }

    private void writeBody(HttpServletResponse response) throws IOException {
        var out = response.getOutputStream();
        var isEventStream = MediaType.TEXT_EVENT_STREAM.equalsTypeAndSubtype(headers.getContentType());
        if (isEventStream) {
            response.flushBuffer();
        }
        var chunk = new byte[8192];
        for (int n = read(chunk); n >= 0; n = read(chunk)) {
            out.write(chunk, 0, n);
            if (isEventStream) {
                out.flush();
            }
        }
    }

    private int read(byte[] chunk) throws ServiceBrokeOff {
        try {
            return body.read(chunk);
        } catch (IOException e) {
            throw new ServiceBrokeOff(e);
        }
    }

    /** A normal close would read the stream to its end, which may never come. */
    private void end(boolean complete) throws IOException {
        try {
            if (!complete && body instanceof EofSensorInputStream stream) {
                stream.abort();
            }
        } finally {
            upstream.close();
            onCompletion.run();
        }
    }

    /** The service broke off its response. */
    private static final class ServiceBrokeOff extends IOException {

        ServiceBrokeOff(IOException cause) {
            super("A service broke off its response", cause);
        }

        HttpStatus status() {
            return getCause() instanceof SocketTimeoutException ? HttpStatus.GATEWAY_TIMEOUT : HttpStatus.BAD_GATEWAY;
        }
    }
}
