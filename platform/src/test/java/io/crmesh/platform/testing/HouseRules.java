package io.crmesh.platform.testing;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertAll;

import com.mongodb.client.MongoCollection;
import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.Lock;
import org.jspecify.annotations.NullMarked;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Controller;
import org.springframework.stereotype.Repository;

/**
 * Architecture rules (ArchUnit) of all services. A rule that matches no class fails, so no rule can lose its effect
 * unnoticed. Each service has one test
 *
 * <pre>{@code
 * @Test
 * void theHouseRulesAreKept() {
 *     HouseRules.check("io.crmesh.order");
 * }
 * }</pre>
 */
public final class HouseRules {

    private static final String PLATFORM = "io.crmesh.platform";
    private static final String AUDIT = "io.crmesh.audit";
    private static final String WEB = "io.crmesh.web";

    private static final int MOST_CLASSES = 15;

    /** What services may use of the platform beside the classes of its root. All else is internal to it. */
    private static final Set<String> API = Set.of(
            "accesslog.AccessLog",
            "accesslog.NotAudited",
            "accesslog.RecordId",
            "aggregate.Aggregates",
            "auth.Caller",
            "auth.CallerAuthentication",
            "auth.Needs",
            "auth.Open",
            "auth.ServiceTokens",
            "batching.GroupCommit",
            "batching.RequestBatcher",
            "codec.FieldEncryption",
            "codec.TextCodec",
            "command.Answers",
            "command.OnVersion",
            "command.SafePost",
            "consume.EventBodies",
            "consume.EventConsumer",
            "consume.FailureKind",
            "consume.Waited",
            "deciding.EventDrivenAggregates",
            "deciding.JournalEntry",
            "document.Erased",
            "document.RecordOwner",
            "encryption.Erasures",
            "event.Actor",
            "event.Event",
            "event.InTrace",
            "event.Mode",
            "event.Outcome",
            "event.Personal",
            "event.RecordedEvent",
            "history.Histories",
            "history.HistoryEntry",
            "history.HistoryView",
            "history.NamesEntry",
            "http.OutgoingRequests",
            "json.CleanText",
            "json.PlainText",
            "json.StrictJson",
            "json.Times",
            "json.VisibleText",
            "keys.Keys",
            "lease.BackgroundLoop",
            "lease.DatabaseClock",
            "list.Column",
            "record.CsvExport",
            "record.SpreadsheetText",
            "list.ListField",
            "list.ListRequest",
            "list.Listing",
            "list.Lists",
            "list.Page",
            "record.Pages",
            "list.Query",
            "list.RecordList",
            "list.Signer",
            "ownership.KnownCustomers",
            "ownership.OwnerLookup",
            "ownership.OwnershipConfiguration",
            "ownership.UserDirectory",
            "ownership.UserDirectoryConfiguration",
            "record.Listed",
            "record.RecordController",
            "record.RecordReads",
            "security.LookUp",
            "store.AggregateType",
            "store.ExternalId",
            "store.Follower",
            "store.NumberSequence",
            "store.Stores",
            "timer.Due",
            "timer.TimerTask",
            "timer.Timers",
            "trace.Traces");

    private static final Set<Class<?>> CHANGING = Set.of(
            AtomicBoolean.class,
            AtomicInteger.class,
            AtomicLong.class,
            AtomicReference.class,
            ConcurrentMap.class,
            ExecutorService.class,
            Lock.class,
            MeterRegistry.class,
            Queue.class,
            ThreadLocal.class);

    private static final Set<String> REPLACING = Set.of("replaceOne", "findOneAndReplace");

    private HouseRules() {}

    /**
     * Checks the service's own classes, in this package and below, against all rules, and reports all breaches at once.
     */
    public static void check(String service) {
        checkAll(ofService(service), classesIn(service));
    }

    /** Checks the platform against the rules, except for those about what only the platform may do. */
    public static void checkPlatform() {
        checkAll(ofPlatform(), classesIn(PLATFORM));
    }

    /** The rules for a service, each of which can be checked separately. */
    public static List<ArchRule> ofService(String service) {
        var rules = new ArrayList<>(everywhere());
        rules.add(controllersArePackagePrivate());
        rules.add(onlyRepositoriesTouchTheDriver());
        rules.add(recordsKnowNoFramework());
        rules.add(onlyTheClockGivesTheTime(describe("of the service", _ -> true)));
        rules.add(noThreadSleeps());
        rules.add(noOtherService(service));
        rules.add(onlyTheApiOfThePlatform());
        return List.copyOf(rules);
    }

    private static List<ArchRule> ofPlatform() {
        var rules = new ArrayList<>(everywhere());
        // Retries and progress of deliveries concern this process alone; configurations make the clock.
        var consuming =
                resideInAnyPackage(PLATFORM + ".consume..", PLATFORM + ".listener..", PLATFORM + ".deadletter..");
        var checked = not(consuming).and(not(named("Configuration")));
        rules.add(onlyTheClockGivesTheTime(checked));
        rules.add(noOtherService(PLATFORM));
        return List.copyOf(rules);
    }

    private static List<ArchRule> everywhere() {
        return List.of(
                noDocumentIsReplaced(),
                dependenciesComeThroughTheConstructor(),
                nothingStaticChanges(),
                namesHaveNoMeaninglessSuffix(),
                packagesFormNoCycle(),
                packagesAreNullMarked(),
                packagesAreSmall(),
                nothingOfTheJdksOwn());
    }

    private static ArchRule onlyRepositoriesTouchTheDriver() {
        return noClasses()
                .that()
                .areNotAnnotatedWith(Repository.class)
                .should()
                .dependOnClassesThat(resideInAnyPackage("com.mongodb.."))
                .as("Only repositories touch the driver");
    }

    private static ArchRule recordsKnowNoFramework() {
        return noClasses()
                .that()
                .areRecords()
                .and()
                .areNotMemberClasses()
                .should()
                .dependOnClassesThat(resideInAnyPackage("org.springframework..", "com.mongodb.."))
                .as("Records of the domain know no framework");
    }

    private static ArchRule noDocumentIsReplaced() {
        return noClasses()
                .should()
                .callMethodWhere(describe(
                        "a document is replaced",
                        call -> REPLACING.contains(call.getName())
                                && call.getTargetOwner().isAssignableTo(MongoCollection.class)))
                .as("No document is replaced: each write changes named fields on a condition");
    }

    private static ArchRule onlyTheClockGivesTheTime(DescribedPredicate<JavaClass> bound) {
        return noClasses()
                .that(bound)
                .should()
                .callMethodWhere(describe("the time is read elsewhere", HouseRules::readsTheTime))
                .orShould()
                .callConstructor(Date.class)
                .as("Only the clock gives the time");
    }

    /** Durations are measured by {@code System.nanoTime}, which knows no date and is allowed. */
    private static boolean readsTheTime(JavaMethodCall call) {
        var owner = call.getTargetOwner();
        return switch (call.getName()) {
            case "now" ->
                owner.getPackageName().startsWith("java.time")
                        && call.getTarget().getRawParameterTypes().stream()
                                .noneMatch(type -> type.isEquivalentTo(Clock.class));
            case "currentTimeMillis" -> owner.isEquivalentTo(System.class);
            case "system", "systemUTC", "systemDefaultZone", "tickMillis", "tickSeconds", "tickMinutes" ->
                owner.isEquivalentTo(Clock.class);
            default -> false;
        };
    }

    private static ArchRule noThreadSleeps() {
        return noClasses()
                .should()
                .callMethodWhere(describe(
                        "a thread sleeps",
                        call -> call.getName().equals("sleep")
                                && call.getTargetOwner().isEquivalentTo(Thread.class)))
                .as("No thread sleeps: only the platform waits");
    }

    private static ArchRule controllersArePackagePrivate() {
        return classes()
                .that()
                .areMetaAnnotatedWith(Controller.class)
                .should()
                .bePackagePrivate()
                .as("Controllers are package-private");
    }

    private static ArchRule dependenciesComeThroughTheConstructor() {
        return noFields()
                .should()
                .beAnnotatedWith(Autowired.class)
                .orShould()
                .beAnnotatedWith(Value.class)
                .as("Dependencies come through the constructor");
    }

    /** Services that share a process share the static fields of the platform and of libraries, too. */
    private static ArchRule nothingStaticChanges() {
        var changing =
                describe("that changes", (JavaClass type) -> CHANGING.stream().anyMatch(type::isAssignableTo));
        return fields().that()
                .areStatic()
                .should()
                .beFinal()
                .andShould()
                .notHaveRawType(changing)
                .as("Nothing static changes");
    }

    private static ArchRule namesHaveNoMeaninglessSuffix() {
        return noClasses()
                .should()
                .haveNameMatching(".*(Impl|Util|Utils|Helper|Base|Abstract|Dto|DTO)")
                .as("Names have no meaningless suffix");
    }

    private static ArchRule packagesFormNoCycle() {
        return slices().assignedFrom(new EachPackage())
                .should()
                .beFreeOfCycles()
                .as("Packages form no cycle");
    }

    private static ArchRule packagesAreNullMarked() {
        return classes().should(new LieInNullMarkedPackages()).as("Every package is null-marked");
    }

    private static ArchRule nothingOfTheJdksOwn() {
        return noClasses()
                .should()
                .dependOnClassesThat(resideInAnyPackage("sun..", "com.sun..", "jdk.internal.."))
                .as("Nothing of the JDK's own is used");
    }

    private static ArchRule noOtherService(String own) {
        var others = resideInAPackage("io.crmesh..")
                .and(not(resideInAnyPackage(own + "..", PLATFORM + "..", AUDIT + "..", WEB + "..")));
        return noClasses().should().dependOnClassesThat(others).as("No service knows another one's classes");
    }

    private static ArchRule onlyTheApiOfThePlatform() {
        var internal = describe("internal to the platform", HouseRules::isInternal);
        return noClasses().should().dependOnClassesThat(internal).as("Services use only the API of the platform");
    }

    private static boolean isInternal(JavaClass type) {
        var name = outermost(type.getBaseComponentType()).getName();
        return name.startsWith(PLATFORM + ".")
                && name.indexOf('.', PLATFORM.length() + 1) > 0
                && !API.contains(name.substring(PLATFORM.length() + 1));
    }

    private static JavaClass outermost(JavaClass type) {
        return type.getEnclosingClass().map(HouseRules::outermost).orElse(type);
    }

    private static ArchRule packagesAreSmall() {
        return classes().should(new LieInSmallPackages()).as("No package has more than 15 classes");
    }

    private static DescribedPredicate<JavaClass> named(String ending) {
        return describe("named ..." + ending, type -> type.getSimpleName().endsWith(ending));
    }

    private static JavaClasses classesIn(String root) {
        return new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .withImportOption(place -> !place.contains("__")) // made by Spring when it packages
                .importPackages(root);
    }

    private static void checkAll(List<ArchRule> rules, JavaClasses checked) {
        assertAll(rules.stream().map(rule -> () -> rule.check(checked)));
    }

    private static final class EachPackage implements SliceAssignment {

        @Override
        public SliceIdentifier getIdentifierOf(JavaClass type) {
            return SliceIdentifier.of(type.getPackageName());
        }

        @Override
        public String getDescription() {
            return "each package";
        }
    }

    private static final class LieInSmallPackages extends ArchCondition<JavaClass> {

        private final Map<String, Integer> sizes = new HashMap<>();

        LieInSmallPackages() {
            super("lie in a small package");
        }

        @Override
        public void init(Collection<JavaClass> types) {
            sizes.clear();
            types.stream()
                    .filter(type ->
                            type.isTopLevelClass() && !type.getSimpleName().equals("package-info"))
                    .forEach(type -> sizes.merge(type.getPackageName(), 1, Integer::sum));
        }

        @Override
        public void check(JavaClass type, ConditionEvents events) {
            var name = type.getPackageName();
            var size = sizes.getOrDefault(name, 0);
            var small = size <= MOST_CLASSES;
            events.add(new SimpleConditionEvent(
                    type, small, type.getName() + " lies in " + name + " with " + size + " classes"));
        }
    }

    private static final class LieInNullMarkedPackages extends ArchCondition<JavaClass> {

        LieInNullMarkedPackages() {
            super("lie in a package that is @NullMarked");
        }

        @Override
        public void check(JavaClass type, ConditionEvents events) {
            var marked = type.getPackage()
                    .tryGetPackageInfo()
                    .map(info -> info.isAnnotatedWith(NullMarked.class))
                    .orElse(false);
            events.add(new SimpleConditionEvent(type, marked, type.getName() + " lies in " + type.getPackageName()));
        }
    }
}
