/**
 * Everything that can be asked of the engine and the answers it gives, refusals included. Everyone who submits to
 * the ledger speaks these words. They carry no protocol's spelling and no reference to a caller's connection.
 */
package org.outcry.engine.command;
