package io.calledit.ledger.dynamodb;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.interceptor.SdkExecutionAttribute;

/** Remembers which operations a client was asked for. */
final class Operations implements ExecutionInterceptor {

    private final List<String> names = new CopyOnWriteArrayList<>();

    @Override
    public void beforeExecution(Context.BeforeExecution context, ExecutionAttributes attributes) {
        names.add(attributes.getAttribute(SdkExecutionAttribute.OPERATION_NAME));
    }

    List<String> names() {
        return names;
    }
}
