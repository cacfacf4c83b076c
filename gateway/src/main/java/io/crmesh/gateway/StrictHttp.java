package io.crmesh.gateway;

import static org.eclipse.jetty.http.UriCompliance.Violation.AMBIGUOUS_EMPTY_SEGMENT;
import static org.eclipse.jetty.http.UriCompliance.Violation.AMBIGUOUS_PATH_ENCODING;
import static org.eclipse.jetty.http.UriCompliance.Violation.AMBIGUOUS_PATH_PARAMETER;
import static org.eclipse.jetty.http.UriCompliance.Violation.AMBIGUOUS_PATH_SEGMENT;
import static org.eclipse.jetty.http.UriCompliance.Violation.AMBIGUOUS_PATH_SEPARATOR;
import static org.eclipse.jetty.http.UriCompliance.Violation.SUSPICIOUS_PATH_CHARACTERS;

import java.time.Duration;
import org.eclipse.jetty.http.HttpCompliance;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.Server;
import org.springframework.boot.jetty.JettyServerCustomizer;

/**
 * Reads HTTP by the letter. A request that somebody else could read in another way, such as one with two lengths, is
 * none; addresses of that kind are left to the {@link Gate}, for which they are simply not there.
 */
final class StrictHttp implements JettyServerCustomizer {

    private static final UriCompliance ADDRESSES = UriCompliance.DEFAULT.with(
            "Judged by the gate",
            AMBIGUOUS_EMPTY_SEGMENT,
            AMBIGUOUS_PATH_ENCODING,
            AMBIGUOUS_PATH_PARAMETER,
            AMBIGUOUS_PATH_SEGMENT,
            AMBIGUOUS_PATH_SEPARATOR,
            SUSPICIOUS_PATH_CHARACTERS);

    private final Duration silence;
    private final Problems problems;

    /** @param silence how long a caller may neither send nor take anything while we wait for it */
    StrictHttp(Duration silence, Problems problems) {
        this.silence = silence;
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
        http.setUriCompliance(ADDRESSES);
        http.setIdleTimeout(silence.toMillis());
    }
}
