package io.calledit;

import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import org.junit.jupiter.api.Test;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;

class RoomsTest {

    private static final JavaClasses ROOMS = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.calledit");

    @Test
    void theRoomsLookInOneDirection() {
        layeredArchitecture()
                .consideringOnlyDependenciesInLayers()
                .layer("line").definedBy("io.calledit.line..")
                .layer("ledger").definedBy("io.calledit.ledger..")
                .layer("planning").definedBy("io.calledit.planning..")
                .layer("model").definedBy("io.calledit.model..")
                .layer("identity").definedBy("io.calledit.identity..")
                .layer("prediction").definedBy("io.calledit.prediction..")
                .whereLayer("line").mayNotBeAccessedByAnyLayer()
                .whereLayer("ledger").mayNotBeAccessedByAnyLayer()
                .whereLayer("planning").mayOnlyBeAccessedByLayers("line", "ledger")
                .whereLayer("model").mayOnlyBeAccessedByLayers("line", "planning")
                .whereLayer("identity").mayOnlyBeAccessedByLayers("line", "ledger")
                .whereLayer("prediction").mayNotAccessAnyLayer()
                .check(ROOMS);
    }

    @Test
    void noTwoRoomsNeedEachOther() {
        slices().matching("io.calledit.(*)..").should().beFreeOfCycles().check(ROOMS);
    }
}
