package io.calledit.ledger.api.view;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

import com.fasterxml.jackson.annotation.JsonInclude;

import io.calledit.ledger.CallPage;
import io.calledit.ledger.Cursor;
import io.calledit.ledger.Head;
import io.quarkus.runtime.annotations.RegisterForReflection;

/** Some of the calls that were asked for, and where to go on. */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_ABSENT)
@Schema(
        name = "CallPage",
        description = "Some of the calls that were asked for, in the order asked for.",
        requiredProperties = {"calls", "ledger"})
public record PageView(
        List<SummaryView> calls,
        @Schema(
                        description = "The `cursor` of the page that follows; absent where there is none. A page may hold fewer"
                                + " calls than its limit, even none, and still have a next one.")
                Optional<String> next,
        Size ledger) {

    /** How much the whole ledger holds. */
    @RegisterForReflection
    @Schema(
            name = "LedgerSize",
            description = "How much the owner’s whole ledger holds.",
            requiredProperties = {"entries", "calls"})
    public record Size(
            @Schema(examples = "41") long entries,
            @Schema(examples = "23") long calls) {}

    public static PageView of(CallPage page, Head head, Instant now) {
        return new PageView(
                page.calls().stream().map(call -> SummaryView.of(call, now)).toList(),
                page.next().map(Cursor::encode),
                new Size(head.entries(), head.calls()));
    }
}
