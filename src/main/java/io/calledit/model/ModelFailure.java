package io.calledit.model;

import com.fasterxml.jackson.core.JsonProcessingException;

import dev.langchain4j.exception.AuthenticationException;
import dev.langchain4j.exception.ContentFilteredException;
import dev.langchain4j.exception.InternalServerException;
import dev.langchain4j.exception.InvalidRequestException;
import dev.langchain4j.exception.ModelNotFoundException;
import dev.langchain4j.exception.NonRetriableException;
import dev.langchain4j.exception.RateLimitException;
import dev.langchain4j.exception.RetriableException;
import dev.langchain4j.exception.TimeoutException;
import dev.langchain4j.exception.UnresolvedModelServerException;
import io.netty.handler.timeout.ReadTimeoutException;
import io.vertx.core.http.HttpClosedException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkServiceException;

/** What went wrong with a model, as far as a person needs to know it. */
public enum ModelFailure {
    /** The model has too much to do; it may answer in a moment. */
    BUSY,
    /** The model or the way to it is down; it may come back. */
    UNREACHABLE,
    /** The model said nothing for too long. */
    SILENT,
    /** The model, or a guardrail before it, declined to answer. */
    REFUSED,
    /** The service isn't set up to use this model; trying again won't help. */
    MISCONFIGURED,
    /** The model went on using tools and never came to an answer, or was cut off at its length limit. */
    UNFINISHED,
    /** Not the model's doing. */
    UNKNOWN;

    /** Signals a failure that is known where it happens. */
    public static final class Exception extends RuntimeException {

        private final ModelFailure failure;

        Exception(ModelFailure failure, String message) {
            super(message);
            this.failure = failure;
        }
    }

    /** Finds out what an exception, or one of its causes, says about the model. */
    public static ModelFailure of(Throwable thrown) {
        // The service's own word comes first: the framework goes by the HTTP status alone, and so takes a stream that
        // broke (424) for a bad request.
        for (Throwable t = thrown; t != null; t = causeOf(t)) {
            if (t instanceof SdkServiceException service) {
                return ofService(service);
            }
        }
        for (Throwable t = thrown; t != null; t = causeOf(t)) {
            ModelFailure failure = ofOne(t);
            if (failure != UNKNOWN) {
                return failure;
            }
        }
        return UNKNOWN;
    }

    private static Throwable causeOf(Throwable t) {
        return t.getCause() == t ? null : t.getCause();
    }

    private static ModelFailure ofOne(Throwable t) {
        if (t instanceof Exception known) {
            return known.failure;
        }
        if (t instanceof ContentFilteredException) {
            return REFUSED;
        }
        if (t instanceof RateLimitException) {
            return BUSY;
        }
        if (t instanceof TimeoutException
                || t instanceof ApiCallTimeoutException
                || t instanceof ApiCallAttemptTimeoutException
                || t instanceof ReadTimeoutException
                || t instanceof java.util.concurrent.TimeoutException) {
            return SILENT;
        }
        if (t instanceof AuthenticationException
                || t instanceof InvalidRequestException
                || t instanceof ModelNotFoundException) {
            return MISCONFIGURED;
        }
        if (t instanceof JsonProcessingException) {
            return UNFINISHED; // the arguments of a tool, broken off
        }
        if (t instanceof java.io.IOException
                || t instanceof HttpClosedException
                || t instanceof InternalServerException
                || t instanceof UnresolvedModelServerException) {
            return UNREACHABLE;
        }
        if (causeOf(t) != null) {
            return UNKNOWN; // what it wraps says more
        }
        if (t instanceof SdkClientException) {
            return isSetup(t.getMessage()) ? MISCONFIGURED : UNREACHABLE;
        }
        if (t instanceof RetriableException) {
            return UNREACHABLE;
        }
        return t instanceof NonRetriableException ? MISCONFIGURED : UNKNOWN;
    }

    /** The SDK has no types of their own for the two things that are most often missing. */
    private static boolean isSetup(String message) {
        return message != null
                && (message.contains("Unable to load credentials") || message.contains("Unable to load region"));
    }

    private static ModelFailure ofService(SdkServiceException service) {
        String name = service.getClass().getSimpleName();
        return switch (name) {
            case "ThrottlingException", "ServiceQuotaExceededException" -> BUSY;
            case "ModelTimeoutException" -> SILENT;
            case "AccessDeniedException", "ValidationException", "ResourceNotFoundException" -> MISCONFIGURED;
            case "ModelStreamErrorException", "ModelErrorException", "ModelNotReadyException",
                    "InternalServerException", "ServiceUnavailableException" -> UNREACHABLE;
            default -> switch (service.statusCode()) {
                case 429 -> BUSY;
                case 408, 504 -> SILENT;
                case 400, 401, 403, 404 -> MISCONFIGURED;
                default -> UNREACHABLE;
            };
        };
    }
}
