package io.crmesh.gateway.problem;

import static jakarta.servlet.RequestDispatcher.ERROR_STATUS_CODE;

import io.crmesh.web.Problem;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.RequestMapping;

/** REST controller for errors without a response body: it answers them as problems. */
@Controller
class ProblemErrorController implements ErrorController {

    private final Problems problems;

    ProblemErrorController(Problems problems) {
        this.problems = problems;
    }

    @RequestMapping("/error")
    ResponseEntity<Problem> error(HttpServletRequest request) {
        return problems.entity(Problems.of(status(request)));
    }

    /** A request for the error page itself asks for something that does not exist. */
    private static HttpStatusCode status(HttpServletRequest request) {
        return request.getAttribute(ERROR_STATUS_CODE) instanceof Integer code && code >= 400 && code <= 599
                ? HttpStatusCode.valueOf(code)
                : HttpStatus.NOT_FOUND;
    }
}
