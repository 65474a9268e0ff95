/**
 * Another door for the same line: API Gateway's WebSocket events come in as invocations of an AWS Lambda function, and
 * frames go out as calls of its management API. Only in the build where it is asked for ({@code -Plambda}).
 *
 * <p>One process takes one event at a time, so the run that one of them is at, and its connections, are known to the
 * others by a table ({@link io.calledit.gateway.table}). {@code docs/decisions/0009-another-door-lambda.md} says why.
 */
package io.calledit.gateway;
