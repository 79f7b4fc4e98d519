/**
 * Access tokens of a remote environment: asked for, renewed before they end, penalties waited for. The connection asks it for a token
 * before each socket. It must not know sockets or orders, and shows a secret to nobody.
 */
package org.outcry.remote.signin;
