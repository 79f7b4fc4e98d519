"""A client as a Python user writes one: REST with the standard library, the stream with Debian's python3-websocket."""
import json
import os
import sys
import time
import urllib.request

import websocket

URL, TOKEN = os.environ["OUTCRY_URL"], os.environ["OUTCRY_TOKEN"]
HEADERS = {"Authorization": "Bearer " + TOKEN, "Content-Type": "application/json"}


def call(method, path, body=None):
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(URL + "/v1/api" + path, data=data, headers=HEADERS, method=method)
    with urllib.request.urlopen(request, timeout=20) as reply:
        return json.load(reply)


def until(what, condition, patience=30):
    end = time.monotonic() + patience
    while time.monotonic() < end:
        answer = what()
        if condition(answer):
            return answer
        time.sleep(0.4)
    sys.exit(f"never came true, last answer {answer}")


accounts = call("GET", "/accounts")["accounts"]
assert [a["name"] for a in accounts][:2] == ["Sim101", "Sim102"], accounts

quote = call("GET", "/market/quote?instrument=MES1!")
assert quote["bid"] < quote["ask"] and quote["tickSize"] == 0.25, quote

# A limit far away works, is changed, and is canceled by the id we gave it.
order = call("POST", "/accounts/Sim101/orders/place", {
    "instrument": "MES", "action": "BUY", "quantity": 2, "orderType": "LIMIT", "timeInForce": "GTC",
    "limitPrice": quote["bid"] - 100, "orderId": "python-1"})
assert order["success"], order
until(lambda: call("GET", "/accounts/Sim101/orders/python-1/status"), lambda a: a["status"] == "Working")
call("PUT", "/accounts/Sim101/orders/python-1/change", {"quantity": 3})
until(lambda: call("GET", "/accounts/Sim101/orders/python-1"), lambda a: a["quantity"] == 3)
call("POST", "/accounts/Sim101/orders/python-1/cancel", {})
until(lambda: call("GET", "/accounts/Sim101/orders/python-1/status"), lambda a: a["status"] == "Cancelled")

# The stream: quotes move, an order over it fills, the position shows.
stream = websocket.create_connection(URL.replace("http", "ws") + "/ws/stream",
                                     header=["Authorization: Bearer " + TOKEN], timeout=30)
stream.send(json.dumps({"action": "subscribe", "instruments": ["MES1!"]}))
stream.send(json.dumps({"action": "rpc", "id": "py", "api": "PlaceOrder", "args": {
    "account": "Sim102", "instrument": "MES", "action": "Sell", "orderType": "Market", "quantity": 1,
    "timeInForce": "Day"}}))
quotes, reply = 0, None
while quotes < 3 or reply is None:
    message = json.loads(stream.recv())
    if message.get("type") == "marketData":
        quotes += 1
    elif message.get("id") == "py":
        reply = message["data"]
assert reply["success"], reply
position = until(lambda: call("GET", "/accounts/Sim102/position?instrument=MES"), lambda a: a["quantity"] == 1)
assert position["marketPosition"] == "Short", position
stream.close()
call("POST", "/accounts/Sim102/positions/flatten", {})
until(lambda: call("GET", "/accounts/Sim102/positions"), lambda a: a["positions"] == [])
executions = call("GET", "/accounts/Sim102/executions?lookbackTime=900")["executions"]
assert len(executions) == 2, executions
print("python client: ok")
