"""Makes calls of the published client as it is told, and tells what came of each.

Arguments: `sync` or `async`, the base URL, and `key:…`, `bearer:…` or `none:`. A line of JSON on the standard input is a call
(`name`, `args`, `kwargs`, `on` for a method of what an earlier call gave), a line on the standard output what it gave:
`value` with the name of each type, or `error` with its type, code and message. The first line names all methods.
"""

import asyncio
import dataclasses
import enum
import inspect
import json
import sys
from datetime import datetime

import shannon

handles = []


def described(value):
    """The value as JSON; times as ISO 8601, of which those that Python has parsed do not end with `Z`."""
    if isinstance(value, enum.Enum):
        return value.value
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, (list, tuple)):
        return [described(item) for item in value]
    if isinstance(value, dict):
        return {key: described(item) for key, item in value.items()}
    if not dataclasses.is_dataclass(value):
        return value
    fields = {field.name: described(getattr(value, field.name)) for field in dataclasses.fields(value)}
    if hasattr(value, "_set_client"):
        fields["handle"] = len(handles)
        handles.append(value)
    if hasattr(value, "payload"):
        fields.update(id=value.id, payload=value.payload)
    return {"type_name": type(value).__name__, **fields}


async def collected(stream):
    return [item async for item in stream]


def run(client, loop, call):
    """Makes one call and waits for all that it gives."""
    target = client if call.get("on") is None else handles[call["on"]]
    given = getattr(target, call["name"])(*call["args"], **call["kwargs"])
    if inspect.isasyncgen(given):
        return loop.run_until_complete(collected(given))
    if inspect.isawaitable(given):
        return loop.run_until_complete(given)
    return list(given) if inspect.isgenerator(given) else given


def main():
    kind, url, credential = sys.argv[1:]
    way, secret = credential.split(":", 1)
    make = shannon.ShannonClient if kind == "sync" else shannon.AsyncShannonClient
    named = {"key": {"api_key": secret}, "bearer": {"bearer_token": secret}, "none": {}}
    client = make(base_url=url, **named[way])
    loop = asyncio.new_event_loop()
    asyncio.set_event_loop(loop)
    methods = [name for name, _ in inspect.getmembers(make, inspect.isfunction) if not name.startswith("_")]
    print(json.dumps({"value": methods}), flush=True)
    for line in sys.stdin:
        try:
            told = {"value": described(run(client, loop, json.loads(line)))}
        except Exception as error:
            told = {
                "error": {
                    "type_name": type(error).__name__,
                    "code": getattr(error, "code", None),
                    "message": getattr(error, "message", repr(error)),
                }
            }
        print(json.dumps(told), flush=True)


main()
