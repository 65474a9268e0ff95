package io.calledit.ledger.api;

import java.io.InputStream;
import java.net.URI;
import java.time.Clock;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;

import io.calledit.identity.CurrentOwner;
import io.calledit.identity.Owner;
import io.calledit.ledger.CallQuery;
import io.calledit.ledger.Draft;
import io.calledit.ledger.HashChain;
import io.calledit.ledger.Ledger;
import io.calledit.ledger.Ledger.Written;
import io.calledit.ledger.api.view.CallView;
import io.calledit.ledger.api.view.PageView;
import io.calledit.ledger.intake.Intake;
import io.calledit.ledger.intake.JsonBody;
import io.calledit.ledger.intake.NewCall;
import io.calledit.planning.Transcripts;
import io.calledit.prediction.CallId;
import io.smallrye.common.annotation.Blocking;

/** Calls over HTTP: made, listed, looked at, and added to. */
@Path("/api/calls")
@Produces(MediaType.APPLICATION_JSON)
@Blocking
@Tag(name = "Calls")
@APIResponse(responseCode = "400", ref = "Invalid")
@APIResponse(responseCode = "406", ref = "NotAcceptable")
@APIResponse(responseCode = "500", ref = "Failed")
@APIResponse(responseCode = "503", ref = "Unavailable")
public class CallsResource {

    private static final String KEY = "Idempotency-Key";

    private final Ledger ledger;
    private final CurrentOwner owner;
    private final Intake intake;
    private final Clock clock;
    private final Bodies bodies;
    private final Transcripts transcripts;

    CallsResource(
            Ledger ledger, CurrentOwner owner, Intake intake, Clock clock, Bodies bodies, Transcripts transcripts) {
        this.ledger = ledger;
        this.owner = owner;
        this.intake = intake;
        this.clock = clock;
        this.bodies = bodies;
        this.transcripts = transcripts;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "logCall",
            summary = "Log a call",
            description = "Makes a call of a plan, once for each idempotency key. Its terms never change afterwards. With the"
                    + " `runId` of the draft that the plan comes from, the draft’s transcript is kept with the call; where it"
                    + " can’t be, the call is made all the same, and `transcript.missing` says why.")
    @RequestBody(required = true, content = @Content(schema = @Schema(ref = "#/components/schemas/NewCall")))
    @APIResponse(
            responseCode = "201",
            description = "The call was made.",
            headers = @Header(name = "Location", description = "The call’s own address.", schema = @Schema(type = SchemaType.STRING, format = "uri-reference")),
            content = @Content(schema = @Schema(implementation = CallView.class)))
    @APIResponse(
            responseCode = "200",
            description = "An earlier request with this key made it already; here it is as it now stands.",
            headers = @Header(name = "Location", description = "The call’s own address.", schema = @Schema(type = SchemaType.STRING, format = "uri-reference")),
            content = @Content(schema = @Schema(implementation = CallView.class)))
    @APIResponse(responseCode = "413", ref = "TooLarge")
    @APIResponse(responseCode = "415", ref = "WrongType")
    @APIResponse(responseCode = "422", ref = "KeyReused")
    @APIResponse(responseCode = "507", ref = "Full")
    public RestResponse<CallView> log(
            @Parameter(ref = "IdempotencyKey") @HeaderParam(KEY) String key, InputStream body) {
        Owner asking = owner.get();
        NewCall call = intake.call(JsonBody.read(bodies.json(body)));
        Written written = ledger.log(
                asking,
                Asked.key(key),
                call.terms(),
                call.runId().map(run -> Draft.of(run, transcripts.find(asking, run))));
        return ResponseBuilder.create(status(written), view(asking, written.call()))
                .location(URI.create("/api/calls/" + written.call()))
                .build();
    }

    @GET
    @Operation(
            operationId = "listCalls",
            summary = "List calls",
            description = "All calls, or those that all the filters let pass, a page at a time.")
    @APIResponse(
            responseCode = "200",
            description = "A page of calls.",
            content = @Content(schema = @Schema(implementation = PageView.class)))
    public PageView list(
            @Parameter(description = "Only calls in this state now.", schema = @Schema(ref = "#/components/schemas/State"))
                    @QueryParam("state")
                    String state,
            @Parameter(description = "Only calls with this tag.", schema = @Schema(type = SchemaType.STRING, maxLength = 40), example = "crypto")
                    @QueryParam("tag")
                    String tag,
            @Parameter(
                            description = "Only calls in whose statement, prompt and tags each of these words stands, or a part of"
                                    + " a word, whatever its case and accents; 8 words at most.",
                            schema = @Schema(type = SchemaType.STRING, maxLength = Asked.LONGEST_SEARCH))
                    @QueryParam("q")
                    String q,
            @Parameter(
                            description = "`newest`: the last logged first. `due`: the first due first.",
                            schema = @Schema(ref = "#/components/schemas/Sort"))
                    @QueryParam("sort")
                    String sort,
            @Parameter(
                            description = "The most calls of a page.",
                            schema = @Schema(type = SchemaType.INTEGER, minimum = "1", maximum = "100", defaultValue = "25"))
                    @QueryParam("limit")
                    String limit,
            @Parameter(description = "The `next` of the page before, for the same filters and order.", schema = @Schema(type = SchemaType.STRING))
                    @QueryParam("cursor")
                    String cursor) {
        Owner asking = owner.get();
        CallQuery query = Asked.query(intake, state, tag, q, sort, limit, cursor, clock.instant());
        return PageView.of(ledger.page(asking, query), ledger.head(asking), query.now());
    }

    @GET
    @Path("/{id}")
    @Operation(operationId = "getCall", summary = "Look at a call", description = "The call with its terms and all of its entries.")
    @APIResponse(
            responseCode = "200",
            description = "The call.",
            content = @Content(schema = @Schema(implementation = CallView.class)))
    @APIResponse(responseCode = "404", ref = "NotFound")
    public CallView get(@Parameter(ref = "CallId") @PathParam("id") String id) {
        return view(owner.get(), Asked.call(id));
    }

    @GET
    @Path("/{id}/transcript")
    @Operation(
            operationId = "getTranscript",
            summary = "See how a call’s plan was drafted",
            description = "What the planner wrote and did, with its times. The very bytes that the hash in the call’s"
                    + " first entry (`transcript.hash`) is the SHA-256 of; `ETag` is the hash of those that are given out.")
    @APIResponse(
            responseCode = "200",
            description = "The transcript.",
            headers = @Header(name = "ETag", description = "The hash of what is given out.", schema = @Schema(type = SchemaType.STRING)),
            content = @Content(schema = @Schema(ref = "#/components/schemas/Transcript")))
    @APIResponse(responseCode = "304", description = "It is what `If-None-Match` names.")
    @APIResponse(responseCode = "404", ref = "NotFound")
    public Response transcript(@Parameter(ref = "CallId") @PathParam("id") String id, @Context Request request) {
        String text = ledger.transcript(owner.get(), Asked.call(id));
        EntityTag tag = new EntityTag(HashChain.hash(text));
        Response.ResponseBuilder unchanged = request.evaluatePreconditions(tag);
        return (unchanged == null ? Response.ok(text) : unchanged).tag(tag).build();
    }

    @POST
    @Path("/{id}/entries")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "addEntry",
            summary = "Add to a call",
            description = "Appends what happened to the call, once for each idempotency key: another confidence, a note, a verdict,"
                    + " the undo of a verdict, or a withdrawal.")
    @RequestBody(required = true, content = @Content(schema = @Schema(ref = "#/components/schemas/NewEntry")))
    @APIResponse(
            responseCode = "201",
            description = "The entry was written; the call as it now stands.",
            content = @Content(schema = @Schema(implementation = CallView.class)))
    @APIResponse(
            responseCode = "200",
            description = "An earlier request with this key wrote it already; the call as it now stands.",
            content = @Content(schema = @Schema(implementation = CallView.class)))
    @APIResponse(responseCode = "404", ref = "NotFound")
    @APIResponse(responseCode = "409", ref = "NotAllowed")
    @APIResponse(responseCode = "413", ref = "TooLarge")
    @APIResponse(responseCode = "415", ref = "WrongType")
    @APIResponse(responseCode = "422", ref = "KeyReused")
    @APIResponse(responseCode = "507", ref = "Full")
    public RestResponse<CallView> add(
            @Parameter(ref = "CallId") @PathParam("id") String id,
            @Parameter(ref = "IdempotencyKey") @HeaderParam(KEY) String key,
            InputStream body) {
        Owner asking = owner.get();
        Written written = ledger.add(
                asking, Asked.key(key), Asked.call(id), intake.event(JsonBody.read(bodies.json(body))));
        return RestResponse.status(status(written), view(asking, written.call()));
    }

    private CallView view(Owner asking, CallId id) {
        return CallView.of(ledger.call(asking, id), clock.instant());
    }

    private static RestResponse.Status status(Written written) {
        return written.repeated() ? RestResponse.Status.OK : RestResponse.Status.CREATED;
    }
}
