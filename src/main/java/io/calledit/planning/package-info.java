/** The mind: the planner, the tools that it may use, and the reader that turns its words into a plan. */
package io.calledit.planning;
