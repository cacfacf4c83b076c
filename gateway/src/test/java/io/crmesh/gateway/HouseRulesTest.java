package io.crmesh.gateway;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Clock;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;

/** The house rules that a machine can check, as far as they concern a module without the platform. */
class HouseRulesTest {

    private static final String GATEWAY = "io.crmesh.gateway";

    private static final JavaClasses OURS = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .withImportOption(place -> !place.contains("__")) // made by Spring when it packages
            .importPackages(GATEWAY);

    @Test
    void packagesSayWhatMayBeNullAndFormNoCycle() {
        for (var type : OURS) {
            assertThat(type.getPackage().getPackageInfo().isAnnotatedWith(NullMarked.class))
                    .as(type.getName())
                    .isTrue();
        }
        slices().matching("io.crmesh.(gateway..)").should().beFreeOfCycles().check(OURS);
    }

    @Test
    void eachPackageShowsOthersOnlyWhatTheyNeed() {
        classes()
                .that()
                .resideInAPackage(GATEWAY)
                .and()
                .haveNameNotMatching(".*\\.(Problem.*|Strangers|Needs)")
                .should()
                .notBePublic()
                .check(OURS);
        classes()
                .that()
                .resideInAPackage(GATEWAY + ".browser")
                .should()
                .notBePublic()
                .check(OURS);
        noClasses()
                .that()
                .resideInAPackage(GATEWAY + ".identity")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(GATEWAY + ".browser")
                .check(OURS);
    }

    @Test
    void theGatewayKnowsNeitherServicesNorThePlatform() {
        noClasses()
                .should()
                .dependOnClassesThat(resideInAPackage("io.crmesh..")
                        .and(not(resideInAPackage(GATEWAY + "..")))
                        .and(not(resideInAPackage("io.crmesh.audit"))))
                .check(OURS);
    }

    @Test
    void codeBlocksAndNothingIsReactive() {
        noClasses()
                .should()
                .dependOnClassesThat(resideInAnyPackage("reactor..", "org.reactivestreams.."))
                .check(OURS);
    }

    @Test
    void nothingOfTheJdksOwnIsUsed() {
        noClasses()
                .should()
                .dependOnClassesThat(resideInAnyPackage("sun..", "com.sun..", "jdk.internal.."))
                .check(OURS);
    }

    @Test
    void onlyTheClockTellsTheTime() {
        noClasses()
                .should()
                .callMethodWhere(describe(
                        "the time is asked of anything else",
                        call -> call.getName().equals("currentTimeMillis")
                                || (call.getName().equals("now")
                                        && call.getTargetOwner()
                                                .getPackageName()
                                                .startsWith("java.time")
                                        && call.getTarget().getRawParameterTypes().stream()
                                                .noneMatch(type -> type.isEquivalentTo(Clock.class)))))
                .check(OURS);
    }

    @Test
    void dependenciesComeThroughTheConstructor() {
        noFields()
                .should()
                .beAnnotatedWith(Autowired.class)
                .orShould()
                .beAnnotatedWith(Value.class)
                .check(OURS);
    }

    @Test
    void namesSayWhatThingsAre() {
        noClasses()
                .should()
                .haveNameMatching(".*(Impl|Util|Utils|Helper|Manager|Handler|Dto|DTO)")
                .check(OURS);
    }
}
