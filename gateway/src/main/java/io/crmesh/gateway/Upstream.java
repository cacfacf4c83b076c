package io.crmesh.gateway;

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
 * One service as we reach it. The client repeats, follows, unpacks and remembers nothing by itself.
 *
 * @param prompt waits for answers as long as the route says
 * @param patient waits for signs of life of what is long by nature
 */
record Upstream(RestClient prompt, RestClient patient, CloseableHttpClient client) implements AutoCloseable {

    /** Less than the services keep an idle connection, so that none is used while it is being closed there. */
    private static final TimeValue KEPT = TimeValue.ofSeconds(30);

    private static final SingletonSupplier<TlsSocketStrategy> TLS =
            SingletonSupplier.of(DefaultClientTlsStrategy::createSystemDefault);

    static Upstream of(Routes.Route route, Patience patience, RestClient.Builder clients) {
        var client = HttpClients.custom()
                .setConnectionManager(connections(route.concurrent() + route.streams(), patience.connect()))
                .setKeepAliveStrategy((_, _) -> KEPT)
                .disableAutomaticRetries()
                .disableRedirectHandling()
                .disableContentCompression()
                .disableCookieManagement()
                .disableAuthCaching()
                .build();
        return new Upstream(over(client, route.timeout(), clients), over(client, patience.idle(), clients), client);
    }

    private static PoolingHttpClientConnectionManager connections(int most, Duration connect) {
        var config = ConnectionConfig.custom()
                .setConnectTimeout(Timeout.of(connect))
                .setValidateAfterInactivity(TimeValue.ofSeconds(1))
                .build();
        return PoolingHttpClientConnectionManagerBuilder.create()
                .setDefaultConnectionConfig(config)
                .setTlsSocketStrategy(Upstream::secured)
                .setMaxConnPerRoute(most)
                .setMaxConnTotal(most)
                .build();
    }

    /** With the authorities that this whole process believes, which are read for the first connection that needs them. */
    private static SSLSocket secured(Socket socket, String host, int port, Object given, HttpContext context)
            throws IOException {
        return TLS.obtain().upgrade(socket, host, port, given, context);
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
