"""Reads all shards of a bucket with webdataset and prints its samples, one JSON line each, columns in base64."""

import base64
import json
import sys
import tempfile
from pathlib import Path

import webdataset
from aistore.sdk import Client


def main(endpoint, name):
    bucket = Client(endpoint).bucket(name)
    with tempfile.TemporaryDirectory() as folder:
        for number, entry in enumerate(bucket.list_all_objects()):
            shard = Path(folder) / f"{number:06}.tar"
            shard.write_bytes(bucket.object(entry.name).get_reader().read_all())
            for sample in webdataset.WebDataset(str(shard), shardshuffle=False, empty_check=False):
                columns = {column: base64.b64encode(value).decode() for column, value in sample.items() if isinstance(value, bytes)}
                print(json.dumps({"shard": entry.name, "key": sample["__key__"], "columns": columns}))


main(*sys.argv[1:])
