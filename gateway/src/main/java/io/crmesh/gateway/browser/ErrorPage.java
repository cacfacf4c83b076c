package io.crmesh.gateway.browser;

import static jakarta.servlet.RequestDispatcher.ERROR_STATUS_CODE;

import io.crmesh.gateway.browser.Pages.Notice;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.RequestMapping;

/** Controller of errors for browsers: where other clients get a problem, they are shown a page. */
@Controller
class ErrorPage {

    private final Pages pages;

    ErrorPage(Pages pages) {
        this.pages = pages;
    }

    @RequestMapping(path = "/error", produces = MediaType.TEXT_HTML_VALUE)
    ResponseEntity<String> error(HttpServletRequest request) {
        var status = status(request);
        return status == HttpStatus.NOT_FOUND
                ? pages.show(Pages.Page.ERROR, "noPage", Notice.bad(status, "noPageWhy"), Map.of(), request)
                : pages.show(Pages.Page.ERROR, "notShown", Notice.bad(status, "failed"), Map.of(), request);
    }

    /** A request for the error page itself asks for something that does not exist. */
    private static HttpStatus status(HttpServletRequest request) {
        var status = request.getAttribute(ERROR_STATUS_CODE) instanceof Integer code ? HttpStatus.resolve(code) : null;
        return status == null || !status.isError() ? HttpStatus.NOT_FOUND : status;
    }
}
