/**
 * What stands in for the cloud around the functions: an API Gateway with a WebSocket API and an HTTP API, before functions
 * that run as AWS Lambda has them run ({@code lambda}).
 */
package io.calledit.gateway.standin;
