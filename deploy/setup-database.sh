#!/bin/sh
# Runs once, when Postgres makes its data folder: Holdfast has a database of its own beside Temporal's.
set -eu
psql -v ON_ERROR_STOP=1 --username "$POSTGRES_USER" --command 'create database holdfast'
