package io.crmesh.platform;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.mongodb.client.MongoCollection;
import com.sun.net.httpserver.HttpServer;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import io.crmesh.local.database.EmbeddedDatabase;
import io.crmesh.platform.outbox.OutboxRelay;
import io.crmesh.platform.testing.HouseRules;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.bson.BsonDocument;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.web.bind.annotation.RestController;

/** The platform keeps the house rules, and each rule detects a class that breaks it. */
class HouseRulesTest {

    private static final List<ArchRule> RULES = HouseRules.ofService("io.crmesh.shop");

    @Test
    void platformKeepsTheHouseRules() {
        HouseRules.checkPlatform();
    }

    static Stream<Arguments> breaches() {
        return Stream.of(
                breach(
                        "No document is replaced: each write changes named fields on a condition",
                        ReplacesDocument.class),
                breach("Only repositories touch the driver", ReplacesDocument.class),
                breach("Records of the domain know no framework", RecordWithDriverType.class),
                breach("Only the clock gives the time", ReadsTheTime.class),
                breach("No thread sleeps: only the platform waits", SleepingThread.class),
                breach("Controllers are package-private", PublicController.class),
                breach("Dependencies come through the constructor", PublicController.class),
                breach("Nothing static changes", CountsForAllServices.class),
                breach("Names have no meaningless suffix", ParcelUtil.class),
                breach("No service knows another one's classes", UsesAnotherService.class),
                breach("Services use only the API of the platform", UsesPlatformInternals.class),
                breach("No package has more than 15 classes", classesOfALargePackage()),
                breach("Nothing of the JDK's own is used", UsesJdkInternals.class),
                breach("Every package is null-marked", String.class),
                breach("Packages form no cycle", Locale.class, String.class));
    }

    /** A package of the JDK: none of ours is too large. */
    private static Class<?>[] classesOfALargePackage() {
        return new Class<?>[] {
            Boolean.class, Byte.class, Character.class, Class.class, Double.class, Enum.class, Float.class,
                    Integer.class,
            Iterable.class, Long.class, Math.class, Module.class, Number.class, Object.class, Record.class, Short.class
        };
    }

    private static Arguments breach(String rule, Class<?>... types) {
        return arguments(rule, types);
    }

    @ParameterizedTest
    @MethodSource("breaches")
    void breachOfEachRuleIsReported(String name, Class<?>[] types) {
        var rule = RULES.stream()
                .filter(each -> each.getDescription().equals(name))
                .findFirst()
                .orElseThrow();
        var breach = new ClassFileImporter().importClasses(types);

        assertThatThrownBy(() -> rule.check(breach))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("was violated");
    }

    @Test
    void everyRuleHasABreachThatProvesIt() {
        assertEquals(RULES.size(), breaches().count());
    }

    static final class ReplacesDocument {
        static void replace(MongoCollection<BsonDocument> collection) {
            var _ = collection.replaceOne(new BsonDocument(), new BsonDocument());
        }
    }

    static final class ReadsTheTime {
        static LocalDate today() {
            return LocalDate.now(ZoneOffset.UTC);
        }
    }

    static final class SleepingThread {
        static void rest() throws InterruptedException {
            Thread.sleep(1);
        }
    }

    @RestController
    public static final class PublicController {
        @Autowired
        @Nullable
        Object guest;
    }

    static final class ParcelUtil {}

    static final class CountsForAllServices {
        static final AtomicLong COUNT = new AtomicLong();
    }

    static final class UsesAnotherService {
        static void look(EmbeddedDatabase foreign) {
            foreign.close();
        }
    }

    static final class UsesPlatformInternals {
        static OutboxRelay relay(OutboxRelay internal) {
            return internal;
        }
    }

    static final class UsesJdkInternals {
        static void stop(HttpServer server) {
            server.stop(0);
        }
    }
}

/** A top-level record, as the rule about records checks no member classes. */
record RecordWithDriverType(MongoCollection<BsonDocument> collection) {}
