package io.calledit.ledger;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;

import org.jboss.logging.Logger;

import io.calledit.identity.CurrentOwner;
import io.calledit.ledger.dynamodb.CallTable;
import io.calledit.ledger.dynamodb.DynamoDbCallStore;
import io.calledit.ledger.sqlite.SqliteSource;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Chooses by configuration where the ledger is kept; nothing of another store is built. */
@ApplicationScoped
class Stores {

    private static final Logger LOG = Logger.getLogger(Stores.class);
    private static final long LONGEST_OPENING_SECONDS = 10;

    private final LedgerConfig config;
    private final Instance<SqliteSource> file;
    private final Instance<DynamoDbClient> dynamoDb;
    private final CurrentOwner owner;
    private final ScheduledExecutorService workers;
    private volatile CompletableFuture<Void> opening = CompletableFuture.completedFuture(null);

    Stores(
            LedgerConfig config,
            Instance<SqliteSource> file,
            Instance<DynamoDbClient> dynamoDb,
            CurrentOwner owner,
            ScheduledExecutorService workers) {
        this.config = config;
        this.file = file;
        this.dynamoDb = dynamoDb;
        this.owner = owner;
        this.workers = workers;
    }

    /** Opens the store beside the start and not in its way, so that neither the start nor the first request waits for it. */
    void start(@Observes StartupEvent started, CallStore store) {
        if (!config.openAtStart()) {
            return;
        }
        opening = CompletableFuture.runAsync(() -> {
            try {
                store.head(owner.get());
            } catch (RuntimeException e) {
                LOG.error("Nothing can be logged as things are; each request tries again. " + e.getMessage());
            }
        }, workers);
    }

    /**
     * Lets the store be opened to the end: a start that fails, since the port is in use, say, would else close the
     * connections in the middle of it, and what is said of that comes first and hides why.
     */
    void stop(@Observes ShutdownEvent stopping) {
        try {
            opening.get(LONGEST_OPENING_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            LOG.debug("The ledger was still being opened", e);
        }
    }

    @Produces
    @ApplicationScoped
    CallStore callStore() {
        return switch (config.store()) {
            case SQLITE -> inAFile();
            case DYNAMODB -> inDynamoDb();
        };
    }

    private CallStore inAFile() {
        if (file.isUnsatisfied()) {
            throw new IllegalStateException("This package keeps no ledger in a file; set calledit.ledger.store to dynamodb");
        }
        return file.get().store(config.dataDir());
    }

    private CallStore inDynamoDb() {
        String table = config.dynamodb().table();
        if (config.dynamodb().createTable()) {
            new CallTable(dynamoDb.get(), table).makeWhereMissing();
        }
        return new DynamoDbCallStore(dynamoDb.get(), table);
    }
}
