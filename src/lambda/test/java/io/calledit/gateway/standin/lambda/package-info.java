/** AWS Lambda: functions, and the environments in which they run, each a process of its own. */
package io.calledit.gateway.standin.lambda;
