package io.calledit.ledger.dynamodb;

import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.interceptor.SdkExecutionAttribute;

/** Lets a test act, or fail, right before a client's transactions are sent. */
final class Interference implements ExecutionInterceptor {

    /** What happens before the transaction of that number, counted from 1. */
    interface Act {
        void before(int transaction);
    }

    private final Act act;
    private int transactions;

    Interference(Act act) {
        this.act = act;
    }

    /** From that transaction on, the process is as good as dead. */
    static Interference deathBefore(int fatal) {
        return new Interference(transaction -> {
            if (transaction >= fatal) {
                throw new Death();
            }
        });
    }

    static final class Death extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    @Override
    public void beforeExecution(Context.BeforeExecution context, ExecutionAttributes attributes) {
        if (attributes.getAttribute(SdkExecutionAttribute.OPERATION_NAME).equals("TransactWriteItems")) {
            act.before(++transactions);
        }
    }
}
