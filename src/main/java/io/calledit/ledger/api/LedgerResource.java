package io.calledit.ledger.api;

import java.io.InputStream;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.StreamingOutput;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;

import io.calledit.identity.CurrentOwner;
import io.calledit.ledger.KeptEntry;
import io.calledit.ledger.Ledger;
import io.calledit.ledger.api.view.ImportedView;
import io.calledit.ledger.csv.CsvExport;
import io.calledit.ledger.csv.CsvImport;
import io.smallrye.common.annotation.Blocking;
import io.vertx.core.http.HttpServerRequest;

/** A person's whole ledger over HTTP: as a proof, and as a table that goes out and comes in. */
@Path("/api")
@Blocking
@Tag(name = "Ledger")
@APIResponse(responseCode = "406", ref = "NotAcceptable")
@APIResponse(responseCode = "500", ref = "Failed")
@APIResponse(responseCode = "503", ref = "Unavailable")
public class LedgerResource {

    private static final String CSV = "text/csv";
    private static final String CSV_UTF_8 = "text/csv;charset=utf-8";

    private final Ledger ledger;
    private final CurrentOwner owner;
    private final CsvImport csvImport;
    private final Bodies bodies;

    LedgerResource(Ledger ledger, CurrentOwner owner, CsvImport csvImport, Bodies bodies) {
        this.ledger = ledger;
        this.owner = owner;
        this.csvImport = csvImport;
        this.bodies = bodies;
    }

    @GET
    @Path("/ledger/proof")
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "getProof",
            summary = "Get the whole chain",
            description = "Every entry as it was hashed, and its hash, so that anyone can check that none was changed or dropped.")
    @APIResponse(
            responseCode = "200",
            description = "The chain as it was when the answer began.",
            content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(ref = "#/components/schemas/Proof")))
    public RestResponse<StreamingOutput> proof(@Context HttpServerRequest request) {
        return file("calledit-proof.json", MediaType.APPLICATION_JSON, request, new Proof(WholeLedger.of(ledger, owner.get())));
    }

    @GET
    @Path("/calls.csv")
    @Produces(CSV)
    @Operation(
            operationId = "exportCalls",
            summary = "Export the ledger as a table",
            description = "One row for each entry. Cells that a spreadsheet would take for a formula have an apostrophe before them,"
                    + " which the import takes off again.")
    @APIResponse(
            responseCode = "200",
            description = "The table.",
            content = @Content(mediaType = CSV, schema = @Schema(type = SchemaType.STRING)))
    public RestResponse<StreamingOutput> exportCalls(@Context HttpServerRequest request) {
        WholeLedger all = WholeLedger.of(ledger, owner.get());
        return file("calledit-ledger.csv", CSV_UTF_8, request, out -> {
            CsvExport table = new CsvExport(out);
            all.read(entries -> table.write(entries.stream().map(KeptEntry::read).toList()));
            table.flush();
        });
    }

    @POST
    @Path("/calls.csv")
    @Consumes(CSV)
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "importCalls",
            summary = "Import calls from a table",
            description = "Takes over the calls that aren’t in the ledger yet: all of them, or, where anything in the file is wrong,"
                    + " none. A table made by hand needs the columns `statement`, `due`, `source`, `criteria`, `steps` and"
                    + " `confidence`; a cell may hold a list as one entry a line.")
    @RequestBody(required = true, content = @Content(mediaType = CSV, schema = @Schema(type = SchemaType.STRING)))
    @APIResponse(
            responseCode = "200",
            description = "The file was taken over.",
            content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = ImportedView.class)))
    @APIResponse(responseCode = "413", ref = "TooLarge")
    @APIResponse(responseCode = "415", ref = "WrongType")
    @APIResponse(responseCode = "422", ref = "BadLines")
    @APIResponse(responseCode = "507", ref = "Full")
    public ImportedView importCalls(InputStream body) {
        return ImportedView.of(ledger.importAll(owner.get(), csvImport.read(bodies.csv(body))));
    }

    private static RestResponse<StreamingOutput> file(
            String name, String type, HttpServerRequest request, StreamingOutput content) {
        return ResponseBuilder.<StreamingOutput>ok(new WhileListening(request, content))
                .header(HttpHeaders.CONTENT_TYPE, type)
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + name + "\"")
                .build();
    }
}
