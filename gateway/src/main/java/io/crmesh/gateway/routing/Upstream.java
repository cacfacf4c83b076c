package io.crmesh.gateway.routing;

import io.crmesh.gateway.resilience.TimeoutSettings;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import javax.net.ssl.SSLSocket;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.springframework.http.client.HttpComponentsClientHttpRequestFactory;
import org.springframework.util.function.SingletonSupplier;
import org.springframework.web.client.RestClient;

/**
 * HTTP client of one service. By itself it neither retries, follows redirects, decompresses nor stores cookies.
 *
 * @param regular waits for a response as long as the route says
 * @param longRunning waits between two chunks of imports, exports and event streams
 */
record Upstream(RestClient regular, RestClient longRunning, CloseableHttpClient client) implements AutoCloseable {

    /** Less than the services keep an idle connection, so that none is used while the service closes it. */
    private static final TimeValue KEEP_ALIVE = TimeValue.ofSeconds(30);

    private static final SingletonSupplier<TlsSocketStrategy> TLS =
            SingletonSupplier.of(DefaultClientTlsStrategy::createSystemDefault);

    static Upstream of(Routes.Route route, TimeoutSettings timeouts, RestClient.Builder clients) {
        var client = HttpClients.custom()
                .setConnectionManager(connections(route.concurrent() + route.streams(), timeouts.connect()))
                .setKeepAliveStrategy((_, _) -> KEEP_ALIVE)
                .disableAutomaticRetries()
                .disableRedirectHandling()
                .disableContentCompression()
                .disableCookieManagement()
                .disableAuthCaching()
                .build();
        return new Upstream(over(client, route.timeout(), clients), over(client, timeouts.idle(), clients), client);
    }

    private static PoolingHttpClientConnectionManager connections(int limit, Duration connect) {
        var config = ConnectionConfig.custom()
                .setConnectTimeout(Timeout.of(connect))
                .setValidateAfterInactivity(TimeValue.ofSeconds(1))
                .build();
        return PoolingHttpClientConnectionManagerBuilder.create()
                .setDefaultConnectionConfig(config)
                .setTlsSocketStrategy(Upstream::upgradeToTls)
                .setMaxConnPerRoute(limit)
                .setMaxConnTotal(limit)
                .build();
    }

    /**
     * Trusts the certificate authorities of the process, which are loaded with the first connection that needs them.
     */
    private static SSLSocket upgradeToTls(Socket socket, String host, int port, Object attachment, HttpContext context)
            throws IOException {
        return TLS.obtain().upgrade(socket, host, port, attachment, context);
    }

    private static RestClient over(CloseableHttpClient client, Duration timeout, RestClient.Builder clients) {
        var requests = new HttpComponentsClientHttpRequestFactory(client);
        requests.setReadTimeout(timeout);
        requests.setConnectionRequestTimeout(Duration.ofSeconds(1));
        return clients.clone().requestFactory(requests).build();
    }

    @Override
    public void close() {
        client.close(CloseMode.GRACEFUL);
    }
}
