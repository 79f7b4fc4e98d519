#!/usr/bin/env python3
"""Trades and streams: REST with the standard library, the stream with the package websocket-client."""
import json
import os
import random
import sys
import time
import urllib.error
import urllib.request
import uuid

import websocket

URL = os.environ.get("OUTCRY_URL", "http://127.0.0.1:8080")
TOKEN = os.environ["OUTCRY_TOKEN"]
ACCOUNT = "Sim101"


def call(method, path, body=None):
    """One REST call. Waits when the budget is spent, and reads also when no desk is there; raises on other refusals."""
    while True:
        request = urllib.request.Request(
            URL + "/v1/api" + path,
            data=None if body is None else json.dumps(body).encode(),
            headers={"Authorization": "Bearer " + TOKEN, "Content-Type": "application/json"},
            method=method)
        try:
            with urllib.request.urlopen(request, timeout=40) as reply:
                return json.load(reply)
        except urllib.error.HTTPError as refusal:
            answer = json.load(refusal)
            if refusal.code != 429 and not (refusal.code == 408 and method == "GET"):
                raise RuntimeError(f"{method} {path}: {refusal.code} {answer['error']}: {answer['detail']}") from None
            time.sleep(answer.get("retryAfter", 1))


def wait_for(order_id, state):
    """Acceptance is not a fill: read the order until it is there."""
    for _ in range(60):
        order = call("GET", f"/accounts/{ACCOUNT}/orders/{order_id}")
        if order["orderState"] == state:
            return order
        if order["orderState"] in ("Filled", "Cancelled", "Rejected"):
            raise RuntimeError(f"{order_id} is {order['orderState']}: {order.get('rejectReason', '')}")
        time.sleep(0.5)
    raise RuntimeError(f"{order_id} never became {state}")


def place_and_cancel():
    quote = call("GET", "/market/quote?instrument=MES1!")
    mine = "example-" + uuid.uuid4().hex  # after a lost answer this id finds the order
    call("POST", f"/accounts/{ACCOUNT}/orders/place", {
        "instrument": quote["instrument"], "action": "BUY", "quantity": 1, "orderType": "LIMIT",
        "limitPrice": quote["bid"] - 100 * quote["tickSize"], "timeInForce": "DAY", "orderId": mine})
    wait_for(mine, "Working")
    call("POST", f"/accounts/{ACCOUNT}/orders/{mine}/cancel", {})
    print("canceled", wait_for(mine, "Cancelled")["orderId"])
    return quote["instrument"]


def buy_with_bracket(instrument):
    placed = call("POST", f"/accounts/{ACCOUNT}/orders/place", {
        "instrument": instrument, "action": "BUY", "quantity": 1, "orderType": "MARKET", "timeInForce": "DAY",
        "bracket": {"takeProfitTicks": 80, "stopLossTicks": 40}})
    filled = wait_for(placed["orderId"], "Filled")
    print("bought at", filled["averageFillPrice"], "protected by", placed["bracketOrderIds"])


def stream(instrument, wanted):
    """Hears quotes and executions; connects again for as long as it takes."""
    pause, quotes = 1, 0
    while quotes < wanted:
        started = time.monotonic()
        try:
            socket = websocket.create_connection(
                URL.replace("http", "ws", 1) + "/ws/stream", header=["Authorization: Bearer " + TOKEN], timeout=60)
            # The server forgets subscriptions with the socket, and events in between are gone: ask again, read again.
            socket.send(json.dumps({"action": "subscribe", "instruments": [instrument], "events": ["executions"]}))
            print("connected with", len(call("GET", "/positions")["positions"]), "positions", flush=True)
            while quotes < wanted:
                opcode, data = socket.recv_data()
                if opcode == websocket.ABNF.OPCODE_CLOSE:
                    if b"Session active elsewhere" in data:
                        sys.exit("another program of this user has taken over")
                    raise ConnectionError("closed by the server")
                message = json.loads(data)
                if message.get("type") == "marketData":
                    quotes += len(message["quotes"])
                elif message.get("type") == "error":  # no desk is there yet, or the budget is spent: ask again later
                    raise ConnectionError(message["error"])
                elif message.get("type") == "executionUpdate":
                    print("filled", message["execution"]["quantity"], "at", message["execution"]["price"], flush=True)
            socket.close()
        except (OSError, websocket.WebSocketException) as lost:
            if time.monotonic() - started > 60:
                pause = 1
            print("lost:", lost, "- again in", pause, "s", flush=True)
            time.sleep(pause * random.uniform(0.8, 1.2))
            pause = min(2 * pause, 30)
    print("streamed", quotes, "quotes")


if __name__ == "__main__":
    if sys.argv[1:2] == ["stream"]:
        stream("MES1!", int(sys.argv[2]))
    else:
        contract = place_and_cancel()
        buy_with_bracket(contract)
        stream(contract, 3)
        call("POST", f"/accounts/{ACCOUNT}/positions/flatten", {"instrument": contract})
        print("flat")
