package io.crmesh.gateway.edge;

import io.crmesh.gateway.problem.Problems;
import io.crmesh.web.SecurityHeaders;
import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;

/** Jetty error handler: it answers what never became a request, such as a malformed request line, with a problem. */
final class ProblemReport extends ErrorHandler {

    private final Problems problems;

    ProblemReport(Problems problems) {
        this.problems = problems;
    }

    @Override
    protected void generateResponse(
            Request request,
            Response response,
            int status,
            @Nullable String message,
            @Nullable Throwable cause,
            Callback callback) {
        var body = problems.json(Problems.of(HttpStatusCode.valueOf(status)));
        SecurityHeaders.OF_DATA.forEach(response.getHeaders()::put);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        response.write(true, ByteBuffer.wrap(body), callback);
    }
}
