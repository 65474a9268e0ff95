package io.calledit.ledger.api;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;

import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;

import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

import io.calledit.ledger.LedgerException;
import io.calledit.ledger.LedgerException.Unavailable;
import io.vertx.ext.web.RoutingContext;

/** The one place where what went wrong becomes an answer. Nothing of an exception that isn't meant for people gets out. */
class Problems {

    static final String MEDIA_TYPE = "application/problem+json";

    private static final Logger LOG = Logger.getLogger(Problems.class);

    private static final int INSUFFICIENT_STORAGE = 507;
    private static final int UNPROCESSABLE = 422;
    private static final int SECONDS_TO_RETRY = 2;
    private static final int MOST_IN_DETAIL = 3;

    @ServerExceptionMapper
    Response ledger(LedgerException e) {
        if (e instanceof LedgerException.Invalid invalid) {
            return answer(invalid(invalid));
        }
        if (e instanceof LedgerException.NoSuchCall || e instanceof LedgerException.NoTranscript) {
            return answer(Problem.of("about:blank", "Not found", 404, e.getMessage()));
        }
        if (e instanceof LedgerException.NotAllowed) {
            return answer(Problem.of("/problems/not-allowed", "The call doesn’t allow it", 409, e.getMessage()));
        }
        if (e instanceof LedgerException.KeyReused reused) {
            return answer(Problem.of("/problems/key-reused", "The key was used before", UNPROCESSABLE, e.getMessage())
                    .about(reused.call().text()));
        }
        if (e instanceof LedgerException.BadLines bad) {
            return answer(Problem.of("/problems/bad-lines", "The file can’t be imported", UNPROCESSABLE, e.getMessage())
                    .with(bad.lines().stream()
                            .map(line -> new Problem.Wrong(OptionalLong.of(line.line()), line.field(), line.message()))
                            .toList()));
        }
        return unavailable((Unavailable) e);
    }

    /** What may still come of the body is nothing that anyone waits for. */
    @ServerExceptionMapper
    Response brokenOff(Bodies.BrokenOffException e, RoutingContext asked) {
        closeWhenAnswered(asked);
        return answer(Problem.of("about:blank", "Too slow", 408, e.getMessage()));
    }

    @ServerExceptionMapper
    Response tooLarge(Bodies.TooLargeException e, RoutingContext asked) {
        if (e.isThereMore()) {
            closeWhenAnswered(asked);
        }
        return answer(Problem.of("about:blank", "Too large", 413, e.getMessage()));
    }

    @ServerExceptionMapper
    Response tooMany(Bodies.TooManyException e, RoutingContext asked) {
        closeWhenAnswered(asked);
        return Response.fromResponse(answer(Problem.of("about:blank", "Too many at once", 503, e.getMessage())))
                .header(HttpHeaders.RETRY_AFTER, SECONDS_TO_RETRY)
                .build();
    }

    private static void closeWhenAnswered(RoutingContext asked) {
        asked.addEndHandler(answered -> asked.request().connection().close());
    }

    @ServerExceptionMapper
    Response http(WebApplicationException e) {
        int status = e.getResponse().getStatus();
        if (status >= 500) {
            return unforeseen(e);
        }
        Response.ResponseBuilder answer = Response.fromResponse(answer(http(status)));
        Optional.ofNullable(e.getResponse().getHeaderString(HttpHeaders.ALLOW)).ifPresent(allow -> answer.header(HttpHeaders.ALLOW, allow));
        return answer.build();
    }

    @ServerExceptionMapper
    Response unforeseen(Throwable e) {
        LOG.error("A request to the ledger failed", e);
        return answer(Problem.of("about:blank", "Something went wrong", 500,
                "Something went wrong here, and it isn’t your doing. Whoever runs this server finds more in its log."));
    }

    /** The problem of a status that says it all. */
    static Problem http(int status) {
        return switch (status) {
            case 404 -> Problem.of("about:blank", "Not found", status, "There is nothing at this address.");
            case 405 -> Problem.of("about:blank", "Wrong method", status, "This can’t be done at this address with that method.");
            case 406 -> Problem.of("about:blank", "Not acceptable", status, "What is here can’t be had in a form that was asked for.");
            case 415 -> Problem.of("about:blank", "Wrong type", status, "The body’s Content-Type isn’t one that is taken here.");
            default -> Problem.of("about:blank", "Wrong request", status, "The request isn’t one that can be answered.");
        };
    }

    private static Problem invalid(LedgerException.Invalid e) {
        String detail = e.errors().stream().limit(MOST_IN_DETAIL).map(error -> error + ".").collect(Collectors.joining(" "));
        int more = e.errors().size() - MOST_IN_DETAIL;
        return Problem.of("/problems/invalid", "Something in the request is wrong", 400,
                        more > 0 ? detail + " And " + more + " more." : detail)
                .with(e.errors().stream().map(Problem.Wrong::of).toList());
    }

    private static Response unavailable(Unavailable e) {
        // In one line: the store has said why, and a full disk is met by every request.
        LOG.warnf("A request was answered that the ledger isn't available: %s", e.reason());
        LOG.debug("The ledger isn't available", e);
        int status = e.reason() == Unavailable.Reason.FULL ? INSUFFICIENT_STORAGE : 503;
        Response answer = answer(Problem.of("/problems/unavailable", "The ledger isn’t available", status, e.getMessage()));
        return e.reason().passes()
                ? Response.fromResponse(answer).header(HttpHeaders.RETRY_AFTER, SECONDS_TO_RETRY).build()
                : answer;
    }

    private static Response answer(Problem problem) {
        return Response.status(problem.status()).type(MEDIA_TYPE).entity(problem).build();
    }
}
