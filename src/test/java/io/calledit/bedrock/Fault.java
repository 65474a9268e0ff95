package io.calledit.bedrock;

import java.util.Optional;

/**
 * The ways in which Bedrock says no, as an HTTP answer before a stream has begun or as an exception event inside one.
 *
 * @see <a href="https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_ConverseStream.html">ConverseStream</a>
 */
public enum Fault {
    THROTTLING(429, "ThrottlingException", "throttlingException"),
    VALIDATION(400, "ValidationException", "validationException"),
    ACCESS_DENIED(403, "AccessDeniedException", null),
    SERVICE_UNAVAILABLE(503, "ServiceUnavailableException", "serviceUnavailableException"),
    INTERNAL_SERVER(500, "InternalServerException", "internalServerException"),
    MODEL_STREAM_ERROR(424, "ModelStreamErrorException", "modelStreamErrorException");

    private final int status;
    private final String errorType;
    private final String eventName;

    Fault(int status, String errorType, String eventName) {
        this.status = status;
        this.errorType = errorType;
        this.eventName = eventName;
    }

    int status() {
        return status;
    }

    String errorType() {
        return errorType;
    }

    /** The exception's name inside a stream; empty where Bedrock only ever says it before the stream. */
    Optional<String> eventName() {
        return Optional.ofNullable(eventName);
    }

    /** A sentence which must never reach a person: tests look for it in what the page receives. */
    String secret() {
        return "emulated " + errorType + " arn:aws:bedrock:us-east-1:123456789012:model/secret";
    }
}
