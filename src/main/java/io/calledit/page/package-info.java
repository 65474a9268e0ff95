/** The page's addresses: each of its views has one of its own, and all of them are answered with the same page. */
package io.calledit.page;
