/**
 * The published shape of the API as values: endpoints, entities, types, enumerations, socket operations, and the check of a request
 * against them. Both sides of the door read it. It must not know what an operation does.
 */
package org.outcry.tradovate.schema;
