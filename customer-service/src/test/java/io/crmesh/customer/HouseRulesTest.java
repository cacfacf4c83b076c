package io.crmesh.customer;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.springframework.stereotype.Repository;
import org.springframework.web.bind.annotation.RestController;

/** The house rules that a machine can check. */
class HouseRulesTest {

    private static final JavaClasses CUSTOMER = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .withImportOption(place -> !place.contains("__")) // made by Spring when it packages
            .importPackages("io.crmesh.customer");

    @Test
    void onlyRepositoriesTouchTheDriver() {
        noClasses()
                .that()
                .areNotAnnotatedWith(Repository.class)
                .should()
                .dependOnClassesThat(resideInAnyPackage("com.mongodb.."))
                .check(CUSTOMER);
    }

    @Test
    void recordsOfTheDomainKnowNoFramework() {
        noClasses()
                .that()
                .areRecords()
                .and()
                .areNotMemberClasses()
                .should()
                .dependOnClassesThat(resideInAnyPackage("org.springframework..", "com.mongodb.."))
                .check(CUSTOMER);
    }

    @Test
    void onlyTheClockTellsTheTime() {
        noClasses().should().callMethod(Instant.class, "now").check(CUSTOMER);
    }

    @Test
    void controllersArePackagePrivate() {
        classes()
                .that()
                .areAnnotatedWith(RestController.class)
                .should()
                .bePackagePrivate()
                .check(CUSTOMER);
    }

    @Test
    void namesSayWhatThingsAre() {
        noClasses()
                .should()
                .haveNameMatching(".*(Impl|Util|Utils|Helper|Manager|Handler|Dto|DTO)")
                .check(CUSTOMER);
    }
}
