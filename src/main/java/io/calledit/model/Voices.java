package io.calledit.model;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;

import org.jboss.logging.Logger;

import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;
import io.calledit.model.rules.RulesModel;
import io.quarkus.runtime.StartupEvent;

/** Chooses the voice by configuration; nothing of the others is built, and nothing of the chosen one before its use. */
@ApplicationScoped
class Voices {

    private static final Logger LOG = Logger.getLogger(Voices.class);

    private final VoiceConfig config;
    private final BedrockConfig bedrock;
    private final OpenAiConfig openAi;
    private final Clock clock;
    private final Retries retries;
    private final ScheduledExecutorService workers;
    private BedrockVoice bedrockVoice;
    private volatile RulesModel rules;

    Voices(
            VoiceConfig config,
            BedrockConfig bedrock,
            OpenAiConfig openAi,
            RetryConfig retry,
            Clock clock,
            ScheduledExecutorService workers) {
        this.config = config;
        this.bedrock = bedrock;
        this.openAi = openAi;
        this.clock = clock;
        this.workers = workers;
        this.retries = new Retries(retry, this::after, clock, () -> ThreadLocalRandom.current().nextDouble());
    }

    void start(@Observes StartupEvent started, StreamingChatModel model) {
        if (!config.voiceAtStart()) {
            return;
        }
        say();
        workers.execute(() -> warmUp(model));
    }

    private void say() {
        switch (config.voice()) {
            case RULES -> LOG.info("Plans are drafted by the embedded rules, which are not a language model."
                    + " Set calledit.voice to bedrock or openai for one.");
            case BEDROCK -> LOG.infof("Plans are drafted by %s on Amazon Bedrock.", bedrock.chatModel().modelId());
            case OPENAI -> LOG.infof("Plans are drafted by %s at %s.", openAi.chatModel().modelName(), host(openAi.baseUrl()));
        }
    }

    /** Builds the model beside the start and not in its way, so that neither the start nor the first draft waits for it. */
    private void warmUp(StreamingChatModel model) {
        try {
            model.defaultRequestParameters();
            if (rules != null) {
                rules.warmUp();
            }
        } catch (RuntimeException e) {
            String hint = config.voice() == VoiceConfig.Voice.BEDROCK ? " Is calledit.bedrock.aws.region set?" : "";
            LOG.errorf("No plan can be drafted as things are set up.%s %s", hint, e.getMessage());
        }
    }

    /** Without what else an address may hold: a name and a password, say. */
    private static String host(String url) {
        URI address = URI.create(url);
        return address.getPort() < 0 ? address.getHost() : address.getHost() + ":" + address.getPort();
    }

    @Produces
    @ApplicationScoped
    StreamingChatModel streamingChatModel() {
        return new SteadyStreamingModel(voice(), workers, config.maxTurns(), retries);
    }

    private Runnable after(Duration delay, Runnable task) {
        ScheduledFuture<?> waiting = workers.schedule(task, delay.toMillis(), TimeUnit.MILLISECONDS);
        return () -> waiting.cancel(false);
    }

    /** Waits for the whole answer; not for use on an event loop. */
    @Produces
    @ApplicationScoped
    ChatModel chatModel(StreamingChatModel streaming) {
        return new PatientChatModel(streaming);
    }

    private StreamingChatModel voice() {
        return switch (config.voice()) {
            case RULES -> {
                rules = new RulesModel(clock, config.rules().pace(), workers, workers);
                yield rules;
            }
            case BEDROCK -> {
                bedrockVoice = new BedrockVoice(bedrock, clock);
                yield bedrockVoice;
            }
            case OPENAI -> openAi();
        };
    }

    private StreamingChatModel openAi() {
        OpenAiConfig.ChatModel chat = openAi.chatModel();
        OpenAiStreamingChatModel.OpenAiStreamingChatModelBuilder builder = OpenAiStreamingChatModel.builder()
                .baseUrl(openAi.baseUrl())
                .apiKey(openAi.apiKey())
                .timeout(openAi.timeout())
                .modelName(chat.modelName())
                .maxTokens(chat.maxTokens());
        chat.temperature().ifPresent(builder::temperature);
        return builder.build();
    }

    @PreDestroy
    void close() {
        if (bedrockVoice != null) {
            bedrockVoice.close();
        }
    }
}
