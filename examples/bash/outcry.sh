#!/usr/bin/env bash
# Trades and follows the market with curl and jq.
set -euo pipefail
url=${OUTCRY_URL:-http://127.0.0.1:8080}
account=Sim101

# One REST call: method, path, body. Waits when the budget is spent and when the server is away for a read; fails on a refusal.
call() {
  local method=$1 path=$2 body=${3:-} answer status pause=1
  while true; do
    # The token goes through a file descriptor, so that it shows in no list of processes.
    if answer=$(curl --silent --max-time 40 --write-out '\n%{http_code}' --request "$method" \
        --config <(printf 'header = "Authorization: Bearer %s"\n' "$OUTCRY_TOKEN") \
        --header 'Content-Type: application/json' ${body:+--data "$body"} "$url/v1/api$path"); then
      status=${answer##*$'\n'} answer=${answer%$'\n'*}
      case $status in
        200) printf '%s' "$answer"; return ;;
        429) sleep "$(jq --raw-output '.retryAfter // 1' <<<"$answer")" ;;
        408) # A read may be repeated until a desk is there; what became of a trade is unknown.
          [[ $method == GET ]] || return 1
          sleep 1 ;;
        *) jq --raw-output '"\(.error): \(.detail)"' <<<"$answer" >&2; return 1 ;;
      esac
    elif [[ $method == GET ]]; then
      echo "lost - again in $pause s" >&2
      sleep "$pause"
      pause=$((pause < 15 ? 2 * pause : 30))
    else
      # Whether it was done is unknown: look the order up by its own id before sending anything.
      return 1
    fi
  done
}

# Acceptance is not a fill: read the order until it is there.
wait_for() {
  local state
  for _ in {1..60}; do
    state=$(call GET "/accounts/$account/orders/$1/status" | jq --raw-output .status)
    if [[ $state == "$2" ]]; then return; fi
    sleep 0.5
  done
  echo "$1 is $state, not $2" >&2
  return 1
}

place_and_cancel() {
  local quote mine
  quote=$(call GET '/market/quote?instrument=MES1!')
  contract=$(jq --raw-output .instrument <<<"$quote")
  mine=example-$(date +%s%N) # after a lost answer this id finds the order
  jq --compact-output --arg id "$mine" '{instrument, action: "BUY", quantity: 1, orderType: "LIMIT",
    limitPrice: (.bid - 100 * .tickSize), timeInForce: "DAY", orderId: $id}' <<<"$quote" |
    { call POST "/accounts/$account/orders/place" "$(cat)" >/dev/null; }
  wait_for "$mine" Working
  call POST "/accounts/$account/orders/$mine/cancel" '{}' >/dev/null
  wait_for "$mine" Cancelled
  echo "canceled $mine"
}

buy_with_bracket() {
  local placed id
  placed=$(jq --null-input --compact-output --arg instrument "$contract" '{$instrument, action: "BUY", quantity: 1,
    orderType: "MARKET", timeInForce: "DAY", bracket: {takeProfitTicks: 80, stopLossTicks: 40}}' |
    { call POST "/accounts/$account/orders/place" "$(cat)"; })
  id=$(jq --raw-output .orderId <<<"$placed")
  wait_for "$id" Filled
  echo "bought at $(call GET "/accounts/$account/orders/$id" | jq .averageFillPrice)," \
    "protected by $(jq --raw-output '.bracketOrderIds | join(" ")' <<<"$placed")"
}

# curl speaks no WebSocket everywhere, so this one asks once a second, which the budget of three a second allows.
stream() {
  for ((i = 0; i < $2; i++)); do
    call GET "/market/quote?instrument=$(jq --raw-output --null-input --arg text "$1" '$text | @uri')" |
      jq --raw-output '"\(.instrument) \(.bid) \(.ask)"'
    sleep 1
  done
  echo "streamed $2 quotes"
}

if [[ ${1:-} == stream ]]; then
  stream 'MES1!' "$2"
else
  place_and_cancel
  buy_with_bracket
  stream "$contract" 3
  call POST "/accounts/$account/positions/flatten" "$(jq --null-input --arg instrument "$contract" '{$instrument}')" >/dev/null
  echo flat
fi
