package io.crmesh.gateway.edge;

import static org.eclipse.jetty.http.UriCompliance.Violation.AMBIGUOUS_EMPTY_SEGMENT;
import static org.eclipse.jetty.http.UriCompliance.Violation.AMBIGUOUS_PATH_ENCODING;
import static org.eclipse.jetty.http.UriCompliance.Violation.AMBIGUOUS_PATH_PARAMETER;
import static org.eclipse.jetty.http.UriCompliance.Violation.AMBIGUOUS_PATH_SEGMENT;
import static org.eclipse.jetty.http.UriCompliance.Violation.AMBIGUOUS_PATH_SEPARATOR;
import static org.eclipse.jetty.http.UriCompliance.Violation.SUSPICIOUS_PATH_CHARACTERS;

import io.crmesh.gateway.problem.Problems;
import java.time.Duration;
import org.eclipse.jetty.http.HttpCompliance;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.Server;
import org.springframework.boot.jetty.JettyServerCustomizer;

/**
 * Jetty customizer that parses HTTP strictly. A request that another server could read differently, such as one with
 * two lengths, is refused. Ambiguous addresses are left to {@link RequestSanitizer}, which answers that they do not
 * exist.
 */
final class StrictHttp implements JettyServerCustomizer {

    private static final UriCompliance URI_COMPLIANCE = UriCompliance.DEFAULT.with(
            "Checked by the request sanitizer",
            AMBIGUOUS_EMPTY_SEGMENT,
            AMBIGUOUS_PATH_ENCODING,
            AMBIGUOUS_PATH_PARAMETER,
            AMBIGUOUS_PATH_SEGMENT,
            AMBIGUOUS_PATH_SEPARATOR,
            SUSPICIOUS_PATH_CHARACTERS);

    private final Duration idleTimeout;
    private final Problems problems;

    /** @param idleTimeout how long a caller may neither send nor read while the gateway waits for it */
    StrictHttp(Duration idleTimeout, Problems problems) {
        this.idleTimeout = idleTimeout;
        this.problems = problems;
    }

    @Override
    public void customize(Server server) {
        server.setErrorHandler(new ProblemReport(problems));
        for (var connector : server.getConnectors()) {
            for (var factory : connector.getBeans(HttpConfiguration.ConnectionFactory.class)) {
                configure(factory.getHttpConfiguration());
            }
        }
    }

    private void configure(HttpConfiguration http) {
        http.setHttpCompliance(HttpCompliance.STRICT);
        http.setUriCompliance(URI_COMPLIANCE);
        http.setIdleTimeout(idleTimeout.toMillis());
    }
}
