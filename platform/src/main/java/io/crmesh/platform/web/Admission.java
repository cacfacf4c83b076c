package io.crmesh.platform.web;

import static org.springframework.http.HttpHeaders.RETRY_AFTER;

import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import org.springframework.http.HttpStatus;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Lets in so many requests at once and turns the rest away at once: a queue would only make everybody late. Probes and
 * metrics are always let in, for they are wanted most when nothing else gets through.
 */
final class Admission extends OncePerRequestFilter {

    private final Semaphore places;
    private final Problems problems;

    Admission(HttpLimits limits, Problems problems) {
        this.places = new Semaphore(limits.concurrent());
        this.problems = problems;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return Paths.operational(request);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (!places.tryAcquire()) {
            response.setHeader(RETRY_AFTER, "1");
            problems.write(Problem.of(HttpStatus.SERVICE_UNAVAILABLE), response);
            return;
        }
        var place = new Place(places);
        try {
            chain.doFilter(request, response);
        } finally {
            if (staysAtWork(request, response)) {
                request.getAsyncContext().addListener(place);
            } else {
                place.free();
            }
        }
    }

    /** A download works until its end; a stream of events mostly waits, and would hold its place for hours. */
    private static boolean staysAtWork(HttpServletRequest request, HttpServletResponse response) {
        var type = response.getContentType();
        return request.isAsyncStarted() && (type == null || !type.startsWith("text/event-stream"));
    }

    /** One place, given back exactly once. */
    private static final class Place implements AsyncListener {

        private final Semaphore places;
        private final AtomicBoolean freed = new AtomicBoolean();

        Place(Semaphore places) {
            this.places = places;
        }

        void free() {
            if (freed.compareAndSet(false, true)) {
                places.release();
            }
        }

        @Override
        public void onComplete(AsyncEvent event) {
            free();
        }

        @Override
        public void onTimeout(AsyncEvent event) {
            free();
        }

        @Override
        public void onError(AsyncEvent event) {
            free();
        }

        @Override
        public void onStartAsync(AsyncEvent event) {
            event.getAsyncContext().addListener(this);
        }
    }
}
