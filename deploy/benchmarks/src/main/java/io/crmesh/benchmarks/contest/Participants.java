package io.crmesh.benchmarks.contest;

import io.crmesh.benchmarks.load.ConsumerGroup;
import io.crmesh.benchmarks.load.Customers;
import io.crmesh.benchmarks.load.DeliveryRecorder;
import io.crmesh.benchmarks.load.Orders;
import io.crmesh.benchmarks.parts.Cpu;
import io.crmesh.benchmarks.parts.Part;
import io.crmesh.benchmarks.parts.Service;
import io.crmesh.benchmarks.parts.TestBed;
import io.crmesh.benchmarks.parts.TestBed.Server;
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

/** Participants of a benchmark of the order path: a broker, a database, the product's order-service and its peers. */
public final class Participants {

    public static final String PRODUCT = "order-service";
    public static final String PLAIN_VIRTUAL = "plain, virtual threads";
    public static final String PLAIN_PLATFORM = "plain, platform threads";
    static final String PLAIN_TOPIC = "benchmark.plain";
    private static final String PRODUCT_TOPIC = "crm.orders";
    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    private final BenchmarkRun bench;
    private final TestBed testBed;
    private final Server broker;
    private final Server database;
    private final Admin admin;
    private final List<String> customers;
    private final List<Subject> subjects = new ArrayList<>();
    private final List<Part> parts = new ArrayList<>();

    private Participants(BenchmarkRun bench, TestBed testBed, Server database)
            throws IOException, InterruptedException {
        this.bench = bench;
        this.testBed = testBed;
        this.broker = testBed.broker();
        this.database = database;
        this.admin = testBed.keep(CloseableAdmin.of(broker.address())).admin();
        this.customers = Customers.ids(bench.extent().customers());
        parts.add(broker.part());
        parts.add(database.part());
    }

    public static Participants on(BenchmarkRun bench, TestBed testBed) throws IOException, InterruptedException {
        return on(bench, testBed, testBed.database());
    }

    public static Participants on(BenchmarkRun bench, TestBed testBed, Server database)
            throws IOException, InterruptedException {
        return new Participants(bench, testBed, database);
    }

    public Server broker() {
        return broker;
    }

    public Server database() {
        return database;
    }

    public Admin admin() {
        return admin;
    }

    public String mongodb() {
        return "mongodb://%s/?retryWrites=false".formatted(database.address());
    }

    public List<Subject> subjects() {
        return List.copyOf(subjects);
    }

    /** The subject of this name. */
    public Subject subject(String name) {
        return subjects.stream()
                .filter(subject -> subject.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** Starts the product's service and waits until it knows the customers. */
    public void product(UnaryOperator<String> mongodb) throws IOException, InterruptedException, ExecutionException {
        product(Service.ofProduct(PRODUCT), mongodb);
    }

    /** Starts the product's service, of this or an earlier revision. */
    public void product(Service service, UnaryOperator<String> mongodb)
            throws IOException, InterruptedException, ExecutionException {
        add(testBed.service(service, environment(mongodb.apply(mongodb()))), PRODUCT_TOPIC);
        Customers.register(broker.address(), bench.root(), customers);
        new ConsumerGroup(admin, "orders.customers", "crm.customers").awaitAll(TIMEOUT);
    }

    /** Starts both plain services, so that their thread models are compared and not guessed. */
    public void plain() throws IOException, InterruptedException, ExecutionException {
        plain(PLAIN_VIRTUAL, true);
        add(yardstick("plain-service", PLAIN_PLATFORM, false, Map.of()), PLAIN_TOPIC);
    }

    /** Starts one plain service. */
    public void plain(String name, boolean virtual) throws IOException, InterruptedException, ExecutionException {
        makeTopics(PLAIN_TOPIC);
        add(yardstick("plain-service", name, virtual, Map.of()), PLAIN_TOPIC);
    }

    public void makeTopics(String... topics) throws InterruptedException, ExecutionException {
        ConsumerGroup.make(admin, Set.of(topics));
    }

    public Server yardstick(String module, String name, boolean virtual, Map<String, String> more)
            throws IOException, InterruptedException {
        var environment = environment(mongodb());
        environment.put("SPRING_THREADS_VIRTUAL_ENABLED", Boolean.toString(virtual));
        environment.putAll(more);
        return testBed.service(Service.yardstick(module).named(name), environment);
    }

    public void add(Server server, String topic) {
        parts.add(server.part());
        subjects.add(new Subject(server, topic, Orders.of(customers, server.http())));
    }

    /** Adds a part whose CPU belongs to a subject's path. */
    public void add(Part part) {
        parts.add(part);
    }

    public Map<String, String> environment(String mongodb) {
        return new HashMap<>(Map.of("CRM_KAFKA", broker.address(), "CRM_MONGODB", mongodb));
    }

    public DeliveryRecorder deliveries(String... more) throws InterruptedException {
        var topics = new HashSet<>(Set.of(more));
        Stream.of(subjects).flatMap(List::stream).map(Subject::topic).forEach(topics::add);
        return testBed.keep(DeliveryRecorder.of(broker.address(), topics));
    }

    public Cpu cpu() {
        return new Cpu(parts);
    }
}
