package io.crmesh.platform.web;

import static jakarta.servlet.RequestDispatcher.ERROR_STATUS_CODE;

import io.crmesh.platform.auth.Open;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.RequestMapping;

/** What the container refused or a filter dropped, said as a problem like everything else. */
@Open
@Controller
class ContainerErrors implements ErrorController {

    private final Problems problems;

    ContainerErrors(Problems problems) {
        this.problems = problems;
    }

    @RequestMapping("/error")
    ResponseEntity<Object> error(HttpServletRequest request) {
        return problems.answer(Problem.of(status(request)), HttpHeaders.EMPTY);
    }

    /** Whoever asks for the error page itself asks for something that is not there. */
    private static HttpStatusCode status(HttpServletRequest request) {
        return request.getAttribute(ERROR_STATUS_CODE) instanceof Integer code && code >= 400 && code <= 599
                ? HttpStatusCode.valueOf(code)
                : HttpStatus.NOT_FOUND;
    }
}
