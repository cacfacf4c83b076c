package io.crmesh.platform.http;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.function.Supplier;
import org.springframework.http.HttpMethod;
import org.springframework.http.client.ClientHttpRequest;
import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.util.function.SingletonSupplier;

/**
 * Factory of outgoing requests with timeouts. The HTTP client is created at the first request: it loads the trusted
 * certificates, which would slow down the start.
 */
public final class OutgoingRequests implements ClientHttpRequestFactory {

    private final Supplier<ClientHttpRequestFactory> requests;

    /**
     * @param connecting timeout for a connection
     * @param answering timeout for an answer
     */
    public OutgoingRequests(Duration connecting, Duration answering) {
        this.requests = SingletonSupplier.of(() -> made(connecting, answering));
    }

    private static ClientHttpRequestFactory made(Duration connecting, Duration answering) {
        var http = HttpClient.newBuilder().connectTimeout(connecting).build();
        var requests = new JdkClientHttpRequestFactory(http);
        requests.setReadTimeout(answering);
        return requests;
    }

    @Override
    public ClientHttpRequest createRequest(URI uri, HttpMethod method) throws IOException {
        return requests.get().createRequest(uri, method);
    }
}
