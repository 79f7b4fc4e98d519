/**
 * The operator's halt over a ledger: everything canceled, closed and frozen until it is lifted. The command line asks for it through
 * {@code app}. It must not know protocols, users' requests or how a terminal is read.
 */
package org.outcry.desk.halt;
