package io.crmesh.gateway;

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

/** A browser in somebody's hands: it keeps cookies, follows where it is led, and sends the forms of pages. */
final class Tab {

    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final int MOST_STEPS = 10;
    private static final Pattern TOKEN = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");

    private final int port;
    private final Map<String, String> cookies = new LinkedHashMap<>();
    private final List<String> places = new ArrayList<>();
    private String page = "";
    private String language = "en";

    Tab(int port) {
        this.port = port;
    }

    Tab in(String wanted) {
        language = wanted;
        return this;
    }

    /** All that it was led through, as the address line would have shown it. */
    List<String> places() {
        return places;
    }

    Map<String, String> cookies() {
        return cookies;
    }

    HttpResponse<String> open(String place) throws IOException, InterruptedException {
        return follow(send(HttpRequest.newBuilder(uri(place))));
    }

    /** Sends the form of the last page. */
    HttpResponse<String> submit(String place, Map<String, String> fields) throws IOException, InterruptedException {
        var token = TOKEN.matcher(page);
        var all = new LinkedHashMap<>(fields);
        if (token.find()) {
            all.put("_csrf", token.group(1));
        }
        return follow(post(place, all));
    }

    HttpResponse<String> post(String place, Map<String, String> fields) throws IOException, InterruptedException {
        var body = fields.entrySet().stream()
                .map(each -> each.getKey() + "=" + URLEncoder.encode(each.getValue(), UTF_8))
                .collect(Collectors.joining("&"));
        return send(HttpRequest.newBuilder(uri(place))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(body)));
    }

    /** One step, wherever it leads. */
    HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
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

    HttpRequest.Builder to(String place) {
        return HttpRequest.newBuilder(uri(place));
    }

    private HttpResponse<String> follow(HttpResponse<String> first) throws IOException, InterruptedException {
        var answer = first;
        for (int i = 0; i < MOST_STEPS && answer.statusCode() / 100 == 3; i++) {
            var place = answer.headers().firstValue("Location").orElseThrow();
            places.add(place);
            answer = send(HttpRequest.newBuilder(uri(place)));
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

    /** What is public is here for this test. */
    private URI uri(String place) {
        var here = "http://127.0.0.1:" + port;
        return URI.create(place.startsWith("/") ? here + place : place.replaceFirst("^" + SignedInTests.ISSUER, here));
    }
}
