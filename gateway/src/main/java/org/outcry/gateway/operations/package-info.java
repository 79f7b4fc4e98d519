/**
 * What whoever runs a gateway looks at: health, readiness and metrics.
 * The gateway's front door calls it.
 * It must not know users, tokens or what any request says.
 */
package org.outcry.gateway.operations;
