#!/bin/sh
# How we call it.
curl 'https://api.tienda.example/v2/orders?status=planted-status&token=planted-query-token' \
  -H 'accept: application/json' \
  -H 'User-Agent: planted-agent' \
  --compressed

curl -sS -X POST "https://api.tienda.example/v2/orders" -u planted-user:planted-password \
  -H "Content-Type: application/json" -d '{"customer":"planted-customer","lines":[{"sku":"planted-sku","quantity":2}]}'
curl -u "$USER_NAME:$USER_PASSWORD" https://api.tienda.example/v2/orders/$ORDER_ID -G -d page=2 --data-urlencode 'q=planted search' | jq .
$ curl --json '{"total": 12.5, "note": "it\u0027s planted"}' -X PUT https://api.tienda.example/v2/orders/91723 && curl -I -u a:b https://api.tienda.example/v2/orders/91724
curl -u a:b -F file=@/home/planted/report.pdf -F $'title=planted\'s title' https://api.tienda.example/v2/orders/91725/files
curl -u a:b -d @planted-body.json -H 'Content-Type: application/json' https://api.tienda.example/v2/imports
curl --data-raw 'name=planted-name&name=planted-other&active=true' https://api.tienda.example/v2/customers -u a:b
