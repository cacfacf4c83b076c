package io.crmesh.platform.http;

import static org.springframework.http.HttpHeaders.RETRY_AFTER;

import io.crmesh.platform.problem.Problems;
import io.crmesh.web.Problem;
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
 * Concurrency limit (bulkhead) for requests: beyond it requests are refused at once, because a queue would only delay
 * all of them. Probes and metrics are exempt, as they are needed most under overload.
 */
public final class ConcurrencyLimit extends OncePerRequestFilter {

    private final Semaphore permits;
    private final Problems problems;

    public ConcurrencyLimit(HttpLimits limits, Problems problems) {
        this.permits = new Semaphore(limits.concurrent());
        this.problems = problems;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return Paths.operational(request);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (!permits.tryAcquire()) {
            response.setHeader(RETRY_AFTER, "1");
            problems.write(Problem.of(HttpStatus.SERVICE_UNAVAILABLE), response);
            return;
        }
        var permit = new Permit(permits);
        try {
            chain.doFilter(request, response);
        } finally {
            if (keepsPermit(request, response)) {
                request.getAsyncContext().addListener(permit);
            } else {
                permit.free();
            }
        }
    }

    /** A download occupies its permit until its end; an event stream mostly waits, and would occupy it for hours. */
    private static boolean keepsPermit(HttpServletRequest request, HttpServletResponse response) {
        var type = response.getContentType();
        return request.isAsyncStarted() && (type == null || !type.startsWith("text/event-stream"));
    }

    /** One permit, released exactly once. */
    private static final class Permit implements AsyncListener {

        private final Semaphore permits;
        private final AtomicBoolean freed = new AtomicBoolean();

        Permit(Semaphore permits) {
            this.permits = permits;
        }

        void free() {
            if (freed.compareAndSet(false, true)) {
                permits.release();
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
