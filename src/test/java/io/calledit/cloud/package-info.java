/** Holds {@code template.yaml} to the code that it deploys. */
package io.calledit.cloud;
