package io.crmesh.local.hosting;

import ch.qos.logback.classic.ClassicConstants;
import org.slf4j.bridge.SLF4JBridgeHandler;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.logging.LoggingSystem;

/**
 * Main class of the process of all services; its arguments are {@link HostedPart}s. The services start one after
 * another, because each takes all of the CPU, and stop at once, because they wait for what they still have to do.
 */
public final class ServicesMain {

    private ServicesMain() {}

    /** Returns when all services run; their threads keep the process alive. */
    public static void main(String[] args) throws InterruptedException {
        PartOutput.install();
        shareLogging();
        var contexts = new RunningContexts();
        Runtime.getRuntime().addShutdownHook(new Thread(contexts::closeAll, "stop-services"));
        for (var part : HostedPart.parse(args)) {
            start(part, contexts).join();
        }
    }

    /** The logging library is shared, so no service may configure it for all. */
    private static void shareLogging() {
        System.setProperty(LoggingSystem.SYSTEM_PROPERTY, LoggingSystem.NONE);
        System.setProperty(ClassicConstants.CONFIG_FILE_PROPERTY, "services-logback.xml");
        SLF4JBridgeHandler.removeHandlersForRootLogger();
        SLF4JBridgeHandler.install();
    }

    private static Thread start(HostedPart part, RunningContexts contexts) {
        return Thread.ofPlatform()
                .name(part.name())
                .start(() -> SpringApplication.withHook(contexts, () -> {
                    try {
                        new PartClassLoader(part).run(part.mainClass(), part.arguments());
                    } catch (ReflectiveOperationException | RuntimeException | Error e) {
                        e.printStackTrace();
                        System.exit(1);
                    }
                }));
    }
}
