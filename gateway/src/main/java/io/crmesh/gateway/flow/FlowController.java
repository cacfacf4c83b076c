package io.crmesh.gateway.flow;

import io.crmesh.gateway.identity.CallerToken;
import io.crmesh.gateway.identity.Needs;
import io.crmesh.gateway.routing.Routes;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.client.SimpleClientHttpRequestFactory;
import org.springframework.http.converter.json.JacksonJsonHttpMessageConverter;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.client.RestClient;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * REST controller that reports whether all work in the system has had its effects.
 *
 * <p>The services are asked in parallel, so an event can slip by: it leaves a service that is asked late for one that
 * was asked early. If all services are quiet, they are asked once more after all have answered, and their topics must
 * not have grown since. Then no event was published in between. Between the two rounds, only callers and timers can
 * have caused new work.
 */
@RestController
class FlowController {

    private static final Logger log = LoggerFactory.getLogger(FlowController.class);
    private static final Duration TIMEOUT = Duration.ofMillis(1500);

    private final Routes routes;
    private final RestClient client;
    private final Clock clock = Clock.systemUTC();

    FlowController(Routes routes, JsonMapper json) {
        var lenient = json.rebuild()
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .build();
        var requests = new SimpleClientHttpRequestFactory();
        requests.setConnectTimeout(TIMEOUT);
        requests.setReadTimeout(TIMEOUT);
        this.routes = routes;
        this.client = RestClient.builder()
                .requestFactory(requests)
                .configureMessageConverters(converters ->
                        converters.registerDefaults().withJsonConverter(new JacksonJsonHttpMessageConverter(lenient)))
                .build();
    }

    @GetMapping("/api/system/flow")
    @Needs("operations:read")
    SystemFlow flow() throws InterruptedException {
        var flow = ask();
        return flow.quiet() ? ask().since(flow) : flow;
    }

    private SystemFlow ask() throws InterruptedException {
        var names = List.copyOf(routes.routes().keySet());
        var token = CallerToken.current().orElse("");
        var calls = routes.routes().entrySet().stream()
                .map(each -> (Callable<SystemFlow.Part>) () -> ask(each.getKey(), each.getValue(), token))
                .toList();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var answers = threads.invokeAll(calls, TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
            return SystemFlow.of(IntStream.range(0, names.size())
                    .mapToObj(i -> answerOf(answers.get(i), names.get(i)))
                    .toList());
        }
    }

    /** The service checks the caller's own token, as for any other request. */
    private SystemFlow.Part ask(String name, Routes.Route route, String token) {
        var flow = client.get()
                .uri(route.uri() + "/internal/flow")
                .headers(headers -> headers.setBearerAuth(token))
                .retrieve()
                .requiredBody(ServiceFlow.class);
        return SystemFlow.Part.of(name, flow, clock.instant());
    }

    private static SystemFlow.Part answerOf(Future<SystemFlow.Part> answer, String name) {
        return switch (answer.state()) {
            case SUCCESS -> answer.resultNow();
            case FAILED -> {
                log.info(
                        "{} did not report what is under way: {}",
                        name,
                        answer.exceptionNow().toString());
                yield SystemFlow.Part.unreachable(name);
            }
            case CANCELLED, RUNNING -> SystemFlow.Part.unreachable(name);
        };
    }
}
