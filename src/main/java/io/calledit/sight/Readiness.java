package io.calledit.sight;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.Interceptor;

import org.eclipse.microprofile.health.HealthCheckResponse;

import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.health.api.AsyncHealthCheck;
import io.smallrye.mutiny.Uni;

/**
 * Whether the service takes new runs: it does until it is told to stop. The model isn't asked, since an answer costs, and
 * neither is the ledger: without it plans can still be drafted. Answered where it is asked, even when every worker is busy.
 */
@org.eclipse.microprofile.health.Readiness
@ApplicationScoped
class Readiness implements AsyncHealthCheck {

    private volatile boolean stopping;

    /** Before others, who may take their time: whoever sends requests here has to know at once. */
    void stop(@Observes @Priority(Interceptor.Priority.PLATFORM_BEFORE) ShutdownDelayInitiatedEvent stopping) {
        this.stopping = true;
    }

    void stop(@Observes @Priority(Interceptor.Priority.PLATFORM_BEFORE) ShutdownEvent stopping) {
        this.stopping = true;
    }

    @Override
    public Uni<HealthCheckResponse> call() {
        return Uni.createFrom().item(HealthCheckResponse.named("takes new runs").status(!stopping).build());
    }
}
