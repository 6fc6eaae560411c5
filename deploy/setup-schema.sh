#!/bin/sh
# Makes and upgrades Temporal's own tables; safe to repeat.
set -eu
for name in temporal temporal_visibility; do
  folder=$([ "$name" = temporal ] && echo temporal || echo visibility)
  tool() { temporal-sql-tool --plugin postgres12 --ep postgres -p 5432 -u "$POSTGRES_USER" --pw "$POSTGRES_PASSWORD" --db "$name" "$@"; }
  tool create || true
  tool setup-schema -v 0.0 || true
  tool update-schema -d "/etc/temporal/schema/postgresql/v12/$folder/versioned"
done
