package io.crmesh.local.startup;

import io.crmesh.local.hosting.HostedPart;
import io.crmesh.local.hosting.InfrastructureMain;
import io.crmesh.local.hosting.ServicesMain;
import io.crmesh.local.installation.Installation;
import io.crmesh.local.startup.UnpackedServices.UnpackedService;
import io.crmesh.local.supervision.Part;
import io.crmesh.local.supervision.Part.ReadinessProbe.ReadyLine;
import io.crmesh.local.supervision.PartProcess;
import io.crmesh.local.supervision.PartProcess.ShutdownPhase;
import io.crmesh.tls.Certificates;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Which part of an installation runs in which process, in one of its forms. */
final class ProcessLayout {

    private static final int INFRASTRUCTURE_HEAP = 640;
    private static final int SERVICES_HEAP = 768;
    private static final int SERVICE_HEAP = 256;

    private record Bundled(BundledPart kind, Part part, List<String> arguments) {}

    private record Service(Part part, UnpackedService unpacked, int port) {}

    private final Form form;
    private final JvmCommands jvm;
    private final Map<String, String> bundledEnvironment;
    private final List<Bundled> bundled = new ArrayList<>();
    private final List<Service> services = new ArrayList<>();
    private final List<PartProcess> separate = new ArrayList<>();
    private Map<String, String> servicesEnvironment = Map.of();

    ProcessLayout(Installation installation, Form form) {
        this.form = form;
        this.jvm = new JvmCommands(installation.programs(), form);
        this.bundledEnvironment = installation
                .tls()
                .map(given -> Map.of(Certificates.VARIABLE, given.folder().toString()))
                .orElse(Map.of());
    }

    /**
     * Adds a bundled part.
     *
     * @param address shown to users
     * @param arguments the data folder and the ports
     */
    void add(BundledPart kind, String address, List<Object> arguments) {
        var part = new Part(kind.part(), address, new ReadyLine());
        var texts = arguments.stream().map(Object::toString).toList();
        if (form == Form.COMPACT) {
            bundled.add(new Bundled(kind, part, texts));
        } else {
            var command = jvm.bundled(kind.part(), kind.heap(), kind.mainClass(), texts);
            separate.add(PartProcess.of(part, kind.shutdownPhase(), command, bundledEnvironment));
        }
    }

    /** Adds a process that each form has. */
    void add(PartProcess process) {
        separate.add(process);
    }

    /** Adds a service that no client calls directly. */
    void add(Part part, UnpackedService unpacked, int port, Map<String, String> environment) {
        if (form == Form.COMPACT) {
            services.add(new Service(part, unpacked, port));
            servicesEnvironment = environment;
        } else {
            addGateway(part, unpacked, port, environment);
        }
    }

    /** Adds a service that has a process of its own in each form. */
    void addGateway(Part part, UnpackedService unpacked, int port, Map<String, String> environment) {
        var own = new LinkedHashMap<>(environment);
        own.put("PORT", Integer.toString(port));
        separate.add(
                PartProcess.of(part, ShutdownPhase.SERVICE, jvm.service(part.name(), SERVICE_HEAP, unpacked), own));
    }

    List<PartProcess> processes() {
        var processes = new ArrayList<PartProcess>();
        if (!bundled.isEmpty()) {
            processes.add(infrastructure());
        }
        if (!services.isEmpty()) {
            processes.add(services());
        }
        processes.addAll(separate);
        return processes;
    }

    private PartProcess infrastructure() {
        var hosted = bundled.stream()
                .map(each -> new HostedPart(each.part.name(), each.kind.mainClass(), List.of(), each.arguments))
                .toList();
        return new PartProcess(
                "infrastructure",
                ShutdownPhase.DATABASE,
                jvm.hosted("infrastructure", INFRASTRUCTURE_HEAP, List.of(), InfrastructureMain.class, hosted),
                bundledEnvironment,
                bundled.stream().map(Bundled::part).toList());
    }

    private PartProcess services() {
        var hosted = services.stream().map(ProcessLayout::hosted).toList();
        var shared = services.stream().map(Service::unpacked).toList();
        return new PartProcess(
                "services",
                ShutdownPhase.SERVICE,
                jvm.hosted("services", SERVICES_HEAP, shared, ServicesMain.class, hosted),
                servicesEnvironment,
                services.stream().map(Service::part).toList());
    }

    /** A service shows no metrics of registries and log lines that all services share. */
    private static HostedPart hosted(Service service) {
        return new HostedPart(
                service.part.name(),
                service.unpacked.mainClass(),
                List.of(service.unpacked.classes()),
                List.of(
                        "--PORT=" + service.port,
                        "--management.metrics.use-global-registry=false",
                        "--management.metrics.enable.logback=false"));
    }
}
