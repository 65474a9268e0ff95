/** Who may come in by an API Gateway: whoever has signed in, from the page or a terminal. */
package io.calledit.gateway.auth;
