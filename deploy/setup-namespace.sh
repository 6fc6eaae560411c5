#!/bin/sh
# Makes the namespace with its retention and search attributes; safe to repeat.
set -eu
temporal operator namespace describe -n default >/dev/null 2>&1 ||
  temporal operator namespace create -n default --retention 30d
for name in HoldfastTenant HoldfastSession HoldfastMode HoldfastStatus; do
  temporal operator search-attribute create -n default --name "$name" --type Keyword || true
done
