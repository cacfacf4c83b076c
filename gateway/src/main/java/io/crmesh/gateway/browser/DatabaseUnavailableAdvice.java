package io.crmesh.gateway.browser;

import com.mongodb.MongoException;
import io.crmesh.gateway.browser.session.UnavailablePage;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** Controller advice for the pages: it answers while the database is unavailable. */
@RestControllerAdvice(basePackageClasses = DatabaseUnavailableAdvice.class)
class DatabaseUnavailableAdvice {

    private static final Logger log = LoggerFactory.getLogger(DatabaseUnavailableAdvice.class);

    private final UnavailablePage page;

    DatabaseUnavailableAdvice(UnavailablePage page) {
        this.page = page;
    }

    @ExceptionHandler
    void databaseUnavailable(MongoException outage, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        log.warn("The database is not available: {}", outage.getClass().getSimpleName());
        page.write(request, response);
    }
}
