/**
 * What processes that take one event each have to know of one another: connections and who is at their other end, runs and
 * their frames, requests, and how fast people start runs. All of it in one table, and all of it expires.
 */
package io.calledit.gateway.table;
