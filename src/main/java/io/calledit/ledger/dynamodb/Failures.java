package io.calledit.ledger.dynamodb;

import java.util.Set;

import org.jboss.logging.Logger;

import io.calledit.ledger.LedgerException.Unavailable;
import io.calledit.ledger.LedgerException.Unavailable.Reason;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.model.ItemCollectionSizeLimitExceededException;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.TransactionInProgressException;

/**
 * What goes wrong with DynamoDB, in the ledger's words. What the person isn't told, since only whoever runs the service can
 * do something about it, is logged.
 */
final class Failures {

    private static final Logger LOG = Logger.getLogger(DynamoDbCallStore.class);

    /** Error codes that say that the service asked for too much at once; beside those that the SDK knows as throttling. */
    private static final Set<String> TOO_MUCH = Set.of(
            "ProvisionedThroughputExceeded", "ThrottlingError", "RequestLimitExceeded", "LimitExceededException");

    /** Of a transaction that was cancelled: a partition has as much in it as a table with a local index allows. */
    private static final String COLLECTION_FULL = "ItemCollectionSizeLimitExceeded";

    private Failures() {}

    /**
     * The exception that a request which failed ends in.
     *
     * @return the same one where it means that this store asked for something impossible
     */
    static RuntimeException of(SdkException failure, String table) {
        if (failure instanceof ResourceNotFoundException) {
            LOG.errorf("There is no DynamoDB table %s. The command create-table makes it (see README).", table);
            return new Unavailable(Reason.UNREACHABLE, failure);
        }
        if (failure instanceof ItemCollectionSizeLimitExceededException) {
            return new Unavailable(Reason.FULL, failure);
        }
        if (failure instanceof TransactionInProgressException) {
            return new Unavailable(Reason.BUSY, failure);
        }
        if (failure instanceof AwsServiceException answered) {
            String code = answered.awsErrorDetails() == null ? "" : answered.awsErrorDetails().errorCode();
            if (answered.isThrottlingException() || TOO_MUCH.contains(code)) {
                return new Unavailable(Reason.BUSY, failure);
            }
            if ("ValidationException".equals(code)) {
                return failure;
            }
            if (answered.statusCode() < 500) {
                LOG.errorf("DynamoDB refuses requests to table %s: %s", table, answered.getMessage());
            }
        }
        if (failure instanceof SdkClientException) {
            LOG.errorf("DynamoDB can't be reached: %s", failure.getMessage());
        }
        return new Unavailable(Reason.UNREACHABLE, failure);
    }

    /** The exception that a cancelled transaction ends in, for a reason that isn't another writer. */
    static RuntimeException ofReason(String code, SdkException failure) {
        if (TOO_MUCH.contains(code)) {
            return new Unavailable(Reason.BUSY, failure);
        }
        return COLLECTION_FULL.equals(code) ? new Unavailable(Reason.FULL, failure) : failure;
    }

    static Unavailable damaged(String what, Exception cause) {
        LOG.error(what, cause);
        return new Unavailable(Reason.DAMAGED, cause);
    }
}
