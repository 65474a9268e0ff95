/**
 * What stands in for the cloud around the function: an API Gateway with a WebSocket API, and AWS Lambda with the
 * environments in which the function runs, each a process of its own.
 */
package io.calledit.gateway.standin;
