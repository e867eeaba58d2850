"""Writes a dataset of files with the SDK's write_dataset, which writes with webdataset."""

import os
import sys
import tempfile
from pathlib import Path

from aistore.sdk import Client
from aistore.sdk.dataset.data_attribute import DataAttribute
from aistore.sdk.dataset.dataset_config import DatasetConfig
from aistore.sdk.dataset.label_attribute import LabelAttribute


def main(endpoint, name, folder):
    # Its shards are files of the working directory before they are objects.
    with tempfile.TemporaryDirectory() as work:
        os.chdir(work)
        config = DatasetConfig(
            primary_attribute=DataAttribute(path=Path(folder), name="image", file_type="jpg"),
            secondary_attributes=[
                DataAttribute(path=Path(folder), name="meta", file_type="json"),
                LabelAttribute(name="cls", label_identifier=lambda stem: len(stem)),
            ],
        )
        Client(endpoint).bucket(name).write_dataset(config, skip_missing=False, maxcount=2, verbose=False)


main(*sys.argv[1:])
