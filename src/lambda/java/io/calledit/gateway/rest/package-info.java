/**
 * The REST API behind an API Gateway: each event is a request, which the same resources answer that answer over HTTP. The
 * Quarkus extension that does this doesn't go together with handlers of one's own (decision 10).
 */
package io.calledit.gateway.rest;
