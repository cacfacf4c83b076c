package io.crmesh.gateway.browser;

import com.mongodb.MongoException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** The database went away while a page was made. */
@RestControllerAdvice(basePackageClasses = AwayAdvice.class)
class AwayAdvice {

    private static final Logger log = LoggerFactory.getLogger(AwayAdvice.class);

    private final AwayPage page;

    AwayAdvice(AwayPage page) {
        this.page = page;
    }

    @ExceptionHandler
    void databaseAway(MongoException outage, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        log.warn("The database is not available: {}", outage.getClass().getSimpleName());
        page.write(request, response);
    }
}
