package io.crmesh.platform.listener;

import io.crmesh.platform.consume.FailureKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Startup check of the Kafka topics: creates missing ones, and insists on the number of partitions and on no
 * compaction. It asks a broker that does not answer again without limit; until it answers, the service is not ready.
 */
public class TopicsCheck implements SmartLifecycle {

    static final int PARTITIONS = 12;
    private static final Duration RETENTION = Duration.ofDays(30);
    private static final Duration RETRY_INTERVAL = Duration.ofSeconds(1);
    private static final long TIMEOUT_SECONDS = 10;
    private static final Logger log = LoggerFactory.getLogger(TopicsCheck.class);

    private final Supplier<Admin> brokers;
    private final Set<String> topics;
    private final short replication;
    private final CountDownLatch passed = new CountDownLatch(1);
    private volatile String problem = "not checked yet";
    private volatile Thread checking = Thread.ofVirtual().unstarted(this::check);

    TopicsCheck(Supplier<Admin> brokers, Set<String> topics, short replication) {
        this.brokers = brokers;
        this.topics = new TreeSet<>(topics);
        this.replication = replication;
    }

    /** What is wrong with the topics; empty once the check has passed. */
    public String problem() {
        return problem;
    }

    void await() throws InterruptedException {
        passed.await();
    }

    @Override
    public void start() {
        if (checking.getState() == Thread.State.TERMINATED) {
            checking = Thread.ofVirtual().unstarted(this::check);
        }
        checking.start();
    }

    @Override
    public void stop() {
        checking.interrupt();
    }

    @Override
    public boolean isRunning() {
        return checking.isAlive();
    }

    private void check() {
        try {
            while (true) {
                var found = findProblems();
                if (!found.equals(problem) && !found.isEmpty()) {
                    log.warn("Topics: {}", found);
                }
                problem = found;
                if (found.isEmpty()) {
                    passed.countDown();
                    return;
                }
                Thread.sleep(RETRY_INTERVAL);
            }
        } catch (InterruptedException _) {
            // The service stops before the broker has answered.
        }
    }

    private String findProblems() throws InterruptedException {
        try (var admin = brokers.get()) {
            createMissing(admin);
            return String.join("; ", differences(admin));
        } catch (ExecutionException e) {
            return "the broker refuses: " + FailureKind.describe(e.getCause() == null ? e : e.getCause());
        } catch (TimeoutException | KafkaException e) {
            return "the broker does not answer: " + e.getClass().getSimpleName();
        }
    }

    private void createMissing(Admin admin) throws ExecutionException, InterruptedException, TimeoutException {
        for (var topic : topics) {
            try {
                admin.describeTopics(Set.of(topic)).allTopicNames().get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
                    throw e;
                }
                create(admin, topic);
            }
        }
    }

    private void create(Admin admin, String topic) throws ExecutionException, InterruptedException, TimeoutException {
        var missing = new NewTopic(topic, PARTITIONS, replication)
                .configs(Map.of(
                        TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_DELETE,
                        TopicConfig.RETENTION_MS_CONFIG, String.valueOf(RETENTION.toMillis()),
                        TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG, String.valueOf(Math.max(1, replication - 1))));
        try {
            admin.createTopics(List.of(missing)).all().get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw e;
            }
            // Another service or instance created it at the same time.
        }
    }

    private List<String> differences(Admin admin) throws ExecutionException, InterruptedException, TimeoutException {
        var differences = new ArrayList<String>();
        var described = admin.describeTopics(topics).allTopicNames().get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
        var resources = topics.stream()
                .map(topic -> new ConfigResource(ConfigResource.Type.TOPIC, topic))
                .toList();
        var configs = admin.describeConfigs(resources).all().get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
        described.forEach((topic, description) -> {
            if (description.partitions().size() != PARTITIONS) {
                differences.add(topic + " has " + description.partitions().size() + " partitions, not " + PARTITIONS);
            }
        });
        configs.forEach((topic, config) -> {
            var policy = config.get(TopicConfig.CLEANUP_POLICY_CONFIG);
            if (policy == null || !TopicConfig.CLEANUP_POLICY_DELETE.equals(policy.value())) {
                differences.add(topic.name() + " is compacted");
            }
        });
        return differences;
    }
}
