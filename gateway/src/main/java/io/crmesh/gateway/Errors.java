package io.crmesh.gateway;

import static jakarta.servlet.RequestDispatcher.ERROR_STATUS_CODE;

import jakarta.servlet.http.HttpServletRequest;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.RequestMapping;

/** Whatever was refused without words, or failed here, said as a problem. */
@Controller
class Errors implements ErrorController {

    private final Problems problems;

    Errors(Problems problems) {
        this.problems = problems;
    }

    @RequestMapping("/error")
    ResponseEntity<Problem> error(HttpServletRequest request) {
        return problems.entity(Problem.of(status(request)));
    }

    /** Whoever asks for the error page itself asks for something that is not there. */
    private static HttpStatusCode status(HttpServletRequest request) {
        return request.getAttribute(ERROR_STATUS_CODE) instanceof Integer code && code >= 400 && code <= 599
                ? HttpStatusCode.valueOf(code)
                : HttpStatus.NOT_FOUND;
    }
}
