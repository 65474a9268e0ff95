package io.calledit.ledger.api.view;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

import io.calledit.ledger.Ledger;
import io.quarkus.runtime.annotations.RegisterForReflection;

/** What came of a file that was imported. */
@RegisterForReflection
@Schema(
        name = "Imported",
        description = "What came of the file.",
        requiredProperties = {"imported", "skipped"})
public record ImportedView(New imported, Skipped skipped) {

    /** What the ledger didn't have. */
    @RegisterForReflection
    @Schema(name = "ImportedNew", description = "What is new in the ledger.", requiredProperties = {"calls", "entries"})
    public record New(
            @Schema(examples = "3") int calls,
            @Schema(examples = "9") int entries) {}

    /** What the ledger had already. */
    @RegisterForReflection
    @Schema(
            name = "ImportedSkipped",
            description = "Calls that were in the ledger already; nothing was added to them.",
            requiredProperties = {"calls"})
    public record Skipped(@Schema(examples = "1") int calls) {}

    public static ImportedView of(Ledger.Imported imported) {
        return new ImportedView(new New(imported.calls(), imported.entries()), new Skipped(imported.skipped()));
    }
}
