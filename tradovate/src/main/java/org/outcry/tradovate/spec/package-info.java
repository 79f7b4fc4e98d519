/**
 * What the Tradovate door publishes of itself, made from the schema file: the OpenAPI document, the pages of its endpoints, the guides.
 * The gateway serves it and tests hold replies against it. It must not know HTTP, ports or how any request is carried out.
 */
package org.outcry.tradovate.spec;
