/** The application as it is packaged, in a process of its own. */
package io.calledit.packaged;
