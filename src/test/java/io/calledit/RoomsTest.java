package io.calledit;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import org.junit.jupiter.api.Test;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;

class RoomsTest {

    private static final JavaClasses ROOMS = new ClassFileImporter()
            .withImportOption(location -> !location.contains("/test-classes/")) // wherever a build has its classes
            .importPackages("io.calledit");

    @Test
    void theRoomsLookInOneDirection() {
        layeredArchitecture()
                .consideringOnlyDependenciesInLayers()
                .optionalLayer("gateway").definedBy("io.calledit.gateway..")
                .layer("line").definedBy("io.calledit.line..")
                .layer("ledger").definedBy("io.calledit.ledger..")
                .layer("page").definedBy("io.calledit.page..")
                .layer("planning").definedBy("io.calledit.planning..")
                .layer("model").definedBy("io.calledit.model..")
                .layer("identity").definedBy("io.calledit.identity..")
                .layer("sight").definedBy("io.calledit.sight..")
                .layer("prediction").definedBy("io.calledit.prediction..")
                .whereLayer("gateway").mayNotBeAccessedByAnyLayer()
                .whereLayer("line").mayOnlyBeAccessedByLayers("gateway")
                .whereLayer("ledger").mayNotBeAccessedByAnyLayer()
                .whereLayer("page").mayNotBeAccessedByAnyLayer()
                .whereLayer("page").mayNotAccessAnyLayer()
                .whereLayer("planning").mayOnlyBeAccessedByLayers("gateway", "line", "ledger")
                .whereLayer("model").mayOnlyBeAccessedByLayers("line", "planning")
                .whereLayer("identity").mayOnlyBeAccessedByLayers("gateway", "line", "ledger", "planning")
                .whereLayer("sight").mayOnlyBeAccessedByLayers("line", "planning")
                .whereLayer("sight").mayNotAccessAnyLayer()
                .whereLayer("prediction").mayNotAccessAnyLayer()
                .check(ROOMS);
    }

    @Test
    void theVerifierKnowsNothingOfWhatItVerifies() {
        noClasses().that().resideInAPackage("io.calledit.ledger.proof..")
                .should().dependOnClassesThat(resideInAPackage("io.calledit..").and(not(resideInAPackage("io.calledit.ledger.proof.."))))
                .check(ROOMS);
    }

    @Test
    void theLedgerKnowsItsStoresInOnePlaceOnly() {
        noClasses().that().resideInAPackage("io.calledit.ledger..")
                .and().resideOutsideOfPackages("io.calledit.ledger.sqlite..", "io.calledit.ledger.dynamodb..")
                .and().doNotHaveSimpleName("Stores")
                .should().dependOnClassesThat().resideInAnyPackage("io.calledit.ledger.sqlite..", "io.calledit.ledger.dynamodb..")
                .check(ROOMS);
    }

    @Test
    void noTwoRoomsNeedEachOther() {
        slices().matching("io.calledit.(*)..").should().beFreeOfCycles().check(ROOMS);
    }
}
