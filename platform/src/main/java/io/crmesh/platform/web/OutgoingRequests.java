package io.crmesh.platform.web;

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
 * Requests to another program, which are given up when it takes too long. What sends them is made for the first one: it
 * reads whom this Java trusts, and no start should take as long as that for what may never be asked.
 */
public final class OutgoingRequests implements ClientHttpRequestFactory {

    private final Supplier<ClientHttpRequestFactory> requests;

    /**
     * @param connecting for how long a connection may take
     * @param answering for how long an answer may take
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
