package io.crmesh.local.hosting;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringApplicationHook;
import org.springframework.boot.SpringApplicationRunListener;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * The application contexts of a process. Spring's own shutdown hook would close them one after another, and write what
 * all of them say into the log of the first.
 */
final class RunningContexts implements SpringApplicationHook {

    private record Running(ConfigurableApplicationContext context, ClassLoader partLoader) {

        Thread close() {
            var closing = Thread.ofPlatform().name("stop").unstarted(context::close);
            closing.setContextClassLoader(partLoader);
            closing.start();
            return closing;
        }
    }

    private final List<Running> running = new CopyOnWriteArrayList<>();

    @Override
    public SpringApplicationRunListener getRunListener(SpringApplication application) {
        application.setRegisterShutdownHook(false);
        return new SpringApplicationRunListener() {
            @Override
            public void contextPrepared(ConfigurableApplicationContext context) {
                running.add(new Running(context, Thread.currentThread().getContextClassLoader()));
            }
        };
    }

    void closeAll() {
        try {
            for (var closing : running.stream().map(Running::close).toList()) {
                closing.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
