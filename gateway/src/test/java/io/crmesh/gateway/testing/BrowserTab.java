package io.crmesh.gateway.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A browser: it keeps cookies, follows redirects and sends the forms of pages. */
public final class BrowserTab {

    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final int MOST_STEPS = 10;
    private static final Pattern TOKEN = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");

    private final int port;
    private final Map<String, String> cookies = new LinkedHashMap<>();
    private final List<String> addresses = new ArrayList<>();
    private String page = "";
    private String language = "en";

    public BrowserTab(int port) {
        this.port = port;
    }

    public BrowserTab in(String tag) {
        language = tag;
        return this;
    }

    /** All addresses to which it was redirected. */
    public List<String> addresses() {
        return addresses;
    }

    public Map<String, String> cookies() {
        return cookies;
    }

    public HttpResponse<String> open(String address) throws IOException, InterruptedException {
        return follow(visit(address));
    }

    /** Sends the form of the last page. */
    public HttpResponse<String> submit(String address, Map<String, String> fields)
            throws IOException, InterruptedException {
        var token = TOKEN.matcher(page);
        var all = new LinkedHashMap<>(fields);
        if (token.find()) {
            all.put("_csrf", token.group(1));
        }
        return follow(post(address, all));
    }

    public HttpResponse<String> post(String address, Map<String, String> fields)
            throws IOException, InterruptedException {
        var body = fields.entrySet().stream()
                .map(each -> each.getKey() + "=" + URLEncoder.encode(each.getValue(), UTF_8))
                .collect(Collectors.joining("&"));
        return send(HttpRequest.newBuilder(uri(address))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(body)));
    }

    /** Sends a request without following redirects. */
    public HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        if (!cookies.isEmpty()) {
            request.header(
                    "Cookie",
                    cookies.entrySet().stream()
                            .map(each -> each.getKey() + "=" + each.getValue())
                            .collect(Collectors.joining("; ")));
        }
        var answer = CLIENT.send(request.header("Accept-Language", language).build(), BodyHandlers.ofString());
        answer.headers().allValues("Set-Cookie").forEach(this::keep);
        return answer;
    }

    public HttpRequest.Builder to(String address) {
        return HttpRequest.newBuilder(uri(address));
    }

    private HttpResponse<String> visit(String address) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(uri(address)).header("Accept", "text/html,*/*;q=0.8"));
    }

    private HttpResponse<String> follow(HttpResponse<String> first) throws IOException, InterruptedException {
        var answer = first;
        for (int i = 0; i < MOST_STEPS && answer.statusCode() / 100 == 3; i++) {
            var address = answer.headers().firstValue("Location").orElseThrow();
            addresses.add(address);
            answer = visit(address);
        }
        page = answer.body();
        return answer;
    }

    private void keep(String cookie) {
        var parts = cookie.split(";", 2)[0].split("=", 2);
        if (parts[1].isEmpty() || cookie.contains("Max-Age=0")) {
            var _ = cookies.remove(parts[0]);
        } else {
            cookies.put(parts[0], parts[1]);
        }
    }

    /** The public address is this host in a test. */
    private URI uri(String address) {
        var here = "http://127.0.0.1:" + port;
        return URI.create(
                address.startsWith("/") ? here + address : address.replaceFirst("^" + IssuerUnderTest.ISSUER, here));
    }
}
