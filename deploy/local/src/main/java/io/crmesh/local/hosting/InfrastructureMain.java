package io.crmesh.local.hosting;

/** Main class of the process of broker, database and mail sink; its arguments are {@link HostedPart}s. */
public final class InfrastructureMain {

    private InfrastructureMain() {}

    /** Returns once all parts are starting; each of them keeps the process alive. */
    public static void main(String[] args) {
        PartOutput.install();
        for (var part : HostedPart.parse(args)) {
            Thread.ofPlatform().name(part.name()).start(() -> run(part));
        }
    }

    private static void run(HostedPart part) {
        try {
            new PartClassLoader(part).run(part.mainClass(), part.arguments());
        } catch (ReflectiveOperationException | RuntimeException | Error e) {
            e.printStackTrace();
            System.exit(1);
        }
    }
}
