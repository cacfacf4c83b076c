package io.crmesh.benchmarks.rows;

import io.crmesh.benchmarks.Bench;
import io.crmesh.benchmarks.load.Customers;
import io.crmesh.benchmarks.load.Deliveries;
import io.crmesh.benchmarks.load.Group;
import io.crmesh.benchmarks.load.Orders;
import io.crmesh.benchmarks.parts.Cpu;
import io.crmesh.benchmarks.parts.Part;
import io.crmesh.benchmarks.parts.Service;
import io.crmesh.benchmarks.parts.Stage;
import io.crmesh.benchmarks.parts.Stage.Server;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;

/** Who takes part in a measurement of the order path: a broker, a database, the product's order-service and its peers. */
final class Cast {

    static final String PRODUCT = "order-service";
    static final String PLAIN_VIRTUAL = "plain, virtual threads";
    static final String PLAIN_PLATFORM = "plain, platform threads";
    static final String PLAIN_TOPIC = "benchmark.plain";
    private static final String PRODUCT_TOPIC = "crm.orders";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Bench bench;
    private final Stage stage;
    private final Server broker;
    private final Server database;
    private final Admin admin;
    private final List<String> customers;
    private final List<Subject> subjects = new ArrayList<>();
    private final List<Part> parts = new ArrayList<>();

    private Cast(Bench bench, Stage stage, Server database) throws IOException, InterruptedException {
        this.bench = bench;
        this.stage = stage;
        this.broker = stage.broker();
        this.database = database;
        this.admin = stage.keep(Closing.of(broker.address())).admin();
        this.customers = Customers.ids(bench.extent().customers());
        parts.add(broker.part());
        parts.add(database.part());
    }

    static Cast on(Bench bench, Stage stage) throws IOException, InterruptedException {
        return on(bench, stage, stage.database());
    }

    static Cast on(Bench bench, Stage stage, Server database) throws IOException, InterruptedException {
        return new Cast(bench, stage, database);
    }

    Server broker() {
        return broker;
    }

    Server database() {
        return database;
    }

    Admin admin() {
        return admin;
    }

    String mongodb() {
        return "mongodb://%s/?retryWrites=false".formatted(database.address());
    }

    List<Subject> subjects() {
        return List.copyOf(subjects);
    }

    /** Who is there under this name. */
    Subject subject(String name) {
        return subjects.stream()
                .filter(subject -> subject.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** The product's service, which knows its customers when this is done. */
    void product(UnaryOperator<String> mongodb) throws IOException, InterruptedException, ExecutionException {
        product(Service.ofProduct(PRODUCT), mongodb);
    }

    /** The product's service as it is or was. */
    void product(Service service, UnaryOperator<String> mongodb)
            throws IOException, InterruptedException, ExecutionException {
        add(stage.service(service, environment(mongodb.apply(mongodb()))), PRODUCT_TOPIC);
        Customers.register(broker.address(), bench.root(), customers);
        new Group(admin, "orders.customers", "crm.customers").awaitAll(PATIENCE);
    }

    /** Both plain services: which thread model is better is seen, not guessed. */
    void plain() throws IOException, InterruptedException, ExecutionException {
        plain(PLAIN_VIRTUAL, true);
        add(yardstick("plain-service", PLAIN_PLATFORM, false, Map.of()), PLAIN_TOPIC);
    }

    /** One of them alone. */
    void plain(String name, boolean virtual) throws IOException, InterruptedException, ExecutionException {
        makeTopics(PLAIN_TOPIC);
        add(yardstick("plain-service", name, virtual, Map.of()), PLAIN_TOPIC);
    }

    void makeTopics(String... topics) throws InterruptedException, ExecutionException {
        Group.make(admin, Set.of(topics));
    }

    Server yardstick(String module, String name, boolean virtual, Map<String, String> more)
            throws IOException, InterruptedException {
        var environment = environment(mongodb());
        environment.put("SPRING_THREADS_VIRTUAL_ENABLED", Boolean.toString(virtual));
        environment.putAll(more);
        return stage.service(Service.yardstick(module).named(name), environment);
    }

    void add(Server server, String topic) {
        parts.add(server.part());
        subjects.add(new Subject(server, topic, Orders.of(customers, server.http())));
    }

    /** A part whose CPU belongs to a subject's path. */
    void add(Part part) {
        parts.add(part);
    }

    Map<String, String> environment(String mongodb) {
        return new HashMap<>(Map.of("CRM_KAFKA", broker.address(), "CRM_MONGODB", mongodb));
    }

    Deliveries deliveries(String... more) throws InterruptedException {
        var topics = new HashSet<>(Set.of(more));
        Stream.of(subjects).flatMap(List::stream).map(Subject::topic).forEach(topics::add);
        return stage.keep(Deliveries.of(broker.address(), topics));
    }

    Cpu cpu() {
        return new Cpu(parts);
    }
}
