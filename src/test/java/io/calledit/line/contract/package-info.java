/** What every door to the line promises, as tests that are run at each of them. */
package io.calledit.line.contract;
