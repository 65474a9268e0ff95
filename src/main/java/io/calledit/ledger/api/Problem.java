package io.calledit.ledger.api;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

import com.fasterxml.jackson.annotation.JsonInclude;

import io.calledit.planning.FieldError;
import io.quarkus.runtime.annotations.RegisterForReflection;

/** Why a request wasn't carried out (RFC 9457). */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@Schema(
        name = "Problem",
        description = "Why a request wasn’t carried out (RFC 9457).",
        requiredProperties = {"type", "title", "status", "detail"})
public record Problem(
        @Schema(
                        description = "Which kind of problem it is: `/problems/invalid`, `/problems/not-allowed`,"
                                + " `/problems/key-reused`, `/problems/bad-lines`, `/problems/unavailable`, or `about:blank`"
                                + " where the status says it all.",
                        examples = "/problems/invalid")
                String type,
        @Schema(description = "The kind in words.", examples = "Something in the request is wrong") String title,
        @Schema(description = "The HTTP status.", examples = "400") int status,
        @Schema(
                        description = "What is wrong this time, in sentences for people.",
                        examples = "plan.verification_date is not in the future.")
                String detail,
        @Schema(description = "Each thing that is wrong; absent where there is nothing more to say.") List<Wrong> errors,
        @Schema(description = "The call that a reused key belongs to.") Optional<String> call) {

    /** One thing that is wrong. */
    @RegisterForReflection
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    @Schema(name = "ProblemError", description = "One thing that is wrong.", requiredProperties = {"message"})
    public record Wrong(
            @Schema(
                            description = "The line of a file, from 1, its titles included.",
                            examples = "7",
                            implementation = Long.class)
                    OptionalLong line,
            @Schema(
                            description = "The field, header, parameter or column, such as `plan.verification_date`, `tags[2]`,"
                                    + " `Idempotency-Key` or `cursor`; `body` for the whole.",
                            examples = "plan.verification_date",
                            implementation = String.class)
                    Optional<String> field,
            @Schema(
                            description = "How the sentence that begins with the field’s name goes on; a whole sentence where"
                                    + " no field is named.",
                            examples = "is not in the future")
                    String message) {

        static Wrong of(FieldError error) {
            return new Wrong(OptionalLong.empty(), Optional.of(error.field()), error.message());
        }
    }

    public Problem {
        errors = List.copyOf(errors);
    }

    static Problem of(String type, String title, int status, String detail) {
        return new Problem(type, title, status, detail, List.of(), Optional.empty());
    }

    Problem with(List<Wrong> wrongs) {
        return new Problem(type, title, status, detail, wrongs, call);
    }

    Problem about(String id) {
        return new Problem(type, title, status, detail, errors, Optional.of(id));
    }
}
