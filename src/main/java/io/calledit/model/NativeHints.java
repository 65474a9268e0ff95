package io.calledit.model;

import javax.net.ssl.SSLEngine;

import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * What a native image has to know about the AWS SDK: its Netty client looks up the ALPN methods of {@link SSLEngine} by
 * reflection, and without them falls back from HTTP/2 to silence.
 */
@RegisterForReflection(targets = SSLEngine.class, fields = false)
final class NativeHints {

    private NativeHints() {}
}
