package io.crmesh.platform;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.mongodb.client.MongoCollection;
import com.sun.net.httpserver.HttpServer;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import io.crmesh.local.database.EmbeddedDatabase;
import io.crmesh.platform.testing.HouseRules;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.bson.BsonDocument;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.web.bind.annotation.RestController;

/** The platform keeps the house rules, and each rule notices who breaks it. */
class HouseRulesTest {

    private static final List<ArchRule> RULES = HouseRules.ofService("io.crmesh.shop");

    @Test
    void theHouseRulesAreKept() {
        HouseRules.checkPlatform();
    }

    static Stream<Arguments> breaches() {
        return Stream.of(
                breach("No document is replaced: each write says on which condition it changes what", Replacing.class),
                breach("Only repositories touch the driver", Replacing.class),
                breach("Records of the domain know no framework", RecordOfTheDriver.class),
                breach("Only the clock tells the time", Hurried.class),
                breach("Nobody sleeps: to wait is the platform's business", Tired.class),
                breach("Controllers are package-private", OpenDoor.class),
                breach("Dependencies come through the constructor", OpenDoor.class),
                breach("Names say what things are", ParcelUtil.class),
                breach("No service knows another one's classes", Nosy.class),
                breach("Nothing of the JDK's own is used", Intimate.class),
                breach("Every package says what may be null", String.class),
                breach("Packages form no cycle", Locale.class, String.class));
    }

    private static Arguments breach(String rule, Class<?>... types) {
        return arguments(rule, types);
    }

    @ParameterizedTest
    @MethodSource("breaches")
    void whoBreaksARuleIsNoticed(String name, Class<?>[] types) {
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
    void noRuleIsWithoutItsBreach() {
        assertEquals(RULES.size(), breaches().count());
    }

    static final class Replacing {
        static void replace(MongoCollection<BsonDocument> shelf) {
            var _ = shelf.replaceOne(new BsonDocument(), new BsonDocument());
        }
    }

    static final class Hurried {
        static LocalDate today() {
            return LocalDate.now(ZoneOffset.UTC);
        }
    }

    static final class Tired {
        static void rest() throws InterruptedException {
            Thread.sleep(1);
        }
    }

    @RestController
    public static final class OpenDoor {
        @Autowired
        @Nullable
        Object guest;
    }

    static final class ParcelUtil {}

    static final class Nosy {
        static void look(EmbeddedDatabase foreign) {
            foreign.close();
        }
    }

    static final class Intimate {
        static void stop(HttpServer server) {
            server.stop(0);
        }
    }
}

/** It is no member of another class, as the rule about records wants it. */
record RecordOfTheDriver(MongoCollection<BsonDocument> shelf) {}
