package io.crmesh.platform.problem;

import static jakarta.servlet.RequestDispatcher.ERROR_STATUS_CODE;

import io.crmesh.platform.auth.Open;
import io.crmesh.web.Problem;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.RequestMapping;

/** Error controller: answers what the container or a filter refused as a problem (RFC 9457). */
@Open
@Controller
public class ContainerErrors implements ErrorController {

    private final Problems problems;

    ContainerErrors(Problems problems) {
        this.problems = problems;
    }

    @RequestMapping("/error")
    ResponseEntity<Object> error(HttpServletRequest request) {
        return problems.answer(Problem.of(status(request)), HttpHeaders.EMPTY);
    }

    /** A request for the error page itself is answered with 404. */
    private static HttpStatusCode status(HttpServletRequest request) {
        return request.getAttribute(ERROR_STATUS_CODE) instanceof Integer code && code >= 400 && code <= 599
                ? HttpStatusCode.valueOf(code)
                : HttpStatus.NOT_FOUND;
    }
}
