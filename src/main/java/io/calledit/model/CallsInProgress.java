package io.calledit.model;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.observability.api.event.AiServiceRequestIssuedEvent;

/**
 * Carries the run's {@link ModelSession} over the framework's back: from the AI service's invocation to the model, and
 * from the model to its HTTP client. Neither interface has a place for it.
 *
 * <p>The framework announces every request and then passes the same object to the model, on the same thread.
 */
@ApplicationScoped
class CallsInProgress {

    private record Announced(ChatRequest request, ModelSession session) {}

    private static final ThreadLocal<Announced> ANNOUNCED = new ThreadLocal<>();
    private static final ThreadLocal<SteadyStreamingModel.Turn> CALLING = new ThreadLocal<>();

    void requestIssued(@Observes AiServiceRequestIssuedEvent event) {
        if (event.invocationContext().invocationParameters().get(ModelSession.KEY) instanceof ModelSession session) {
            ANNOUNCED.set(new Announced(event.request(), session));
        }
    }

    /** The session that a request was announced with, or a new one where it came without. */
    static ModelSession sessionOf(ChatRequest request) {
        Announced announced = ANNOUNCED.get();
        ANNOUNCED.remove();
        return announced != null && announced.request() == request ? announced.session() : new ModelSession();
    }

    /** Makes a call to a model, during which {@link #calling} answers with its turn. */
    static void run(SteadyStreamingModel.Turn turn, Runnable call) {
        CALLING.set(turn);
        try {
            call.run();
        } finally {
            CALLING.remove();
        }
    }

    /** The turn that is being called on this thread, or null. */
    static SteadyStreamingModel.Turn calling() {
        return CALLING.get();
    }
}
