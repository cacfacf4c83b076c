package io.crmesh.benchmarks.parts;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.EntityDetails;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.Message;
import org.apache.hc.core5.http.URIScheme;
import org.apache.hc.core5.http.impl.bootstrap.AsyncServerBootstrap;
import org.apache.hc.core5.http.nio.AsyncRequestConsumer;
import org.apache.hc.core5.http.nio.AsyncServerRequestHandler;
import org.apache.hc.core5.http.nio.entity.DiscardingEntityConsumer;
import org.apache.hc.core5.http.nio.support.AsyncResponseBuilder;
import org.apache.hc.core5.http.nio.support.BasicRequestConsumer;
import org.apache.hc.core5.http.nio.support.BasicServerExchangeHandler;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.reactor.IOReactorConfig;
import org.apache.hc.core5.util.TimeValue;

/**
 * Main class of the upstream: answers each request with the same small page after a delay, so that the cost of a gateway
 * shows. Waiting requests take no thread.
 */
public final class Upstream {

    private static final String PAGE = "{\"id\":\"ord_%s\"}".formatted("0123456789".repeat(40));
    private static final int BACKLOG = 4096;

    private Upstream() {}

    /** Takes the delay in milliseconds and serves until the process ends. */
    public static void main(String[] args) throws InterruptedException, ExecutionException {
        var page = new Page(after(Long.parseLong(args[0])));
        var server = AsyncServerBootstrap.bootstrap()
                .setIOReactorConfig(IOReactorConfig.custom()
                        .setBacklogSize(BACKLOG)
                        .setTcpNoDelay(true)
                        .build())
                .setRequestRouter((_, _) -> () -> new BasicServerExchangeHandler<>(page))
                .create();
        server.start();
        var here = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        var listening = server.listen(here, URIScheme.HTTP).get();
        System.out.println("ready " + ((InetSocketAddress) listening.getAddress()).getPort());
        server.awaitShutdown(TimeValue.MAX_VALUE);
    }

    /** Runs an action at once or after the delay. */
    private static Consumer<Runnable> after(long delay) {
        var clock = Executors.newSingleThreadScheduledExecutor();
        return delay == 0
                ? Runnable::run
                : answer -> {
                    var _ = clock.schedule(answer, delay, TimeUnit.MILLISECONDS);
                };
    }

    private record Page(Consumer<Runnable> later) implements AsyncServerRequestHandler<Message<HttpRequest, Void>> {

        @Override
        public AsyncRequestConsumer<Message<HttpRequest, Void>> prepare(
                HttpRequest request, EntityDetails body, HttpContext context) {
            return new BasicRequestConsumer<>(body == null ? null : new DiscardingEntityConsumer<>());
        }

        @Override
        public void handle(Message<HttpRequest, Void> request, ResponseTrigger trigger, HttpContext context) {
            later.accept(() -> answer(trigger, context));
        }

        private static void answer(ResponseTrigger trigger, HttpContext context) {
            try {
                trigger.submitResponse(
                        AsyncResponseBuilder.create(200)
                                .setEntity(PAGE, ContentType.APPLICATION_JSON)
                                .build(),
                        context);
            } catch (HttpException | IOException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
