/**
 * The embedded planner: a plan is written by rules, from a calendar, a reader of claims and a small catalogue of public
 * sources. It is no language model and says so in every answer.
 */
package io.calledit.model.rules;
