package io.crmesh.platform.testing;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
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
import java.time.Clock;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.NullMarked;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Controller;
import org.springframework.stereotype.Repository;

/**
 * The house rules that a machine can check. A rule that matches no class fails, so none can rot unnoticed. Each service
 * has one test that says
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
    private static final Set<String> REPLACING = Set.of("replaceOne", "findOneAndReplace");

    private HouseRules() {}

    /** Holds a service's own classes, those in this package and below, to all rules; all breaches are told at once. */
    public static void check(String service) {
        checkAll(ofService(service), classesIn(service));
    }

    /** Holds the platform to the rules that are not about what only the platform may do. */
    public static void checkPlatform() {
        checkAll(ofPlatform(), classesIn(PLATFORM));
    }

    /** The rules for a service, each of which can be checked on its own. */
    public static List<ArchRule> ofService(String service) {
        var rules = new ArrayList<>(everywhere());
        rules.add(onlyRepositoriesTouchTheDriver());
        rules.add(recordsKnowNoFramework());
        rules.add(theClockTellsTheTime(describe("of the service", _ -> true)));
        rules.add(nobodySleeps());
        rules.add(noOtherService(service));
        return List.copyOf(rules);
    }

    private static List<ArchRule> ofPlatform() {
        var rules = new ArrayList<>(everywhere());
        // When a delivery is tried again concerns this process alone; configurations make the clock.
        var told = not(resideInAPackage(PLATFORM + ".consume..")).and(not(named("Configuration")));
        rules.add(theClockTellsTheTime(told));
        rules.add(noOtherService(PLATFORM));
        return List.copyOf(rules);
    }

    private static List<ArchRule> everywhere() {
        return List.of(
                nothingIsReplaced(),
                controllersArePackagePrivate(),
                dependenciesComeThroughTheConstructor(),
                namesSayWhatThingsAre(),
                packagesFormNoCycle(),
                packagesSayWhatMayBeNull(),
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

    private static ArchRule nothingIsReplaced() {
        return noClasses()
                .should()
                .callMethodWhere(describe(
                        "a document is replaced",
                        call -> REPLACING.contains(call.getName())
                                && call.getTargetOwner().isAssignableTo(MongoCollection.class)))
                .as("No document is replaced: each write says on which condition it changes what");
    }

    private static ArchRule theClockTellsTheTime(DescribedPredicate<JavaClass> bound) {
        return noClasses()
                .that(bound)
                .should()
                .callMethodWhere(describe("the time is asked of anything else", HouseRules::asksTheTime))
                .orShould()
                .callConstructor(Date.class)
                .as("Only the clock tells the time");
    }

    /** How long something took is told by {@code System.nanoTime}, which knows no date and is no concern here. */
    private static boolean asksTheTime(JavaMethodCall call) {
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

    private static ArchRule nobodySleeps() {
        return noClasses()
                .should()
                .callMethodWhere(describe(
                        "a thread sleeps",
                        call -> call.getName().equals("sleep")
                                && call.getTargetOwner().isEquivalentTo(Thread.class)))
                .as("Nobody sleeps: to wait is the platform's business");
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

    private static ArchRule namesSayWhatThingsAre() {
        return noClasses()
                .should()
                .haveNameMatching(".*(Impl|Util|Utils|Helper|Manager|Handler|Dto|DTO)")
                .as("Names say what things are");
    }

    private static ArchRule packagesFormNoCycle() {
        return slices().assignedFrom(new EachPackage())
                .should()
                .beFreeOfCycles()
                .as("Packages form no cycle");
    }

    private static ArchRule packagesSayWhatMayBeNull() {
        return classes().should(new LieInNullMarkedPackages()).as("Every package says what may be null");
    }

    private static ArchRule nothingOfTheJdksOwn() {
        return noClasses()
                .should()
                .dependOnClassesThat(resideInAnyPackage("sun..", "com.sun..", "jdk.internal.."))
                .as("Nothing of the JDK's own is used");
    }

    private static ArchRule noOtherService(String own) {
        var others =
                resideInAPackage("io.crmesh..").and(not(resideInAnyPackage(own + "..", PLATFORM + "..", AUDIT + "..")));
        return noClasses().should().dependOnClassesThat(others).as("No service knows another one's classes");
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
