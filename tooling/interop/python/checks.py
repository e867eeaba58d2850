"""Drives an AIStore endpoint with the official Python SDK and prints one JSON line per check."""

import argparse
import importlib
import json
import sys
import time
import traceback
from pathlib import Path

from world import CHECKS, NotHere, NotInThisSdk, World

TOPICS = sorted(path.stem for path in (Path(__file__).parent / "topics").glob("*.py"))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("endpoint")
    parser.add_argument("--far", help="another cluster, attached to the first under the alias `far`")
    parser.add_argument("--cloud", help="a cloud bucket of the first cluster, as provider://name, that holds first.txt and second.txt")
    parser.add_argument("--secured", help="a cluster that asks for tokens")
    parser.add_argument("--authn", help="its AuthN server; the administrator is admin with the password admin")
    parser.add_argument("--promotable", help="a folder that the targets may promote from")
    options = vars(parser.parse_args())
    for topic in TOPICS:
        importlib.import_module(f"topics.{topic}")
    world = World(**options)
    failed = 0
    try:
        for function in CHECKS:
            started = time.monotonic()
            result = {"name": function.__name__, "ok": True}
            try:
                function(world)
            except (NotHere, NotInThisSdk) as missing:
                result["skipped"] = str(missing)
                result["reason"] = type(missing).__name__
            except BaseException as error:  # every failure of a check is a result, also an assertion's
                failed += 1
                result = {"name": function.__name__, "ok": False, "error": f"{type(error).__name__}: {error}", "trace": traceback.format_exc()}
            result["ms"] = round((time.monotonic() - started) * 1000)
            print(json.dumps(result), flush=True)
    finally:
        world.clean()
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
