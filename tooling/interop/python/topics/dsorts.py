"""Distributed sort: shards in, shards out."""

import json
import tempfile
from pathlib import Path

from aistore.sdk.dsort import DsortAlgorithm, DsortFramework, DsortShardsGroup, ExternalKeyMap
from aistore.sdk.multiobj import ObjectNames, ObjectRange
from world import check, members, names_of, put, read, tar_bytes


def shards(world):
    """Two buckets: one of three shards with four files each, one that is empty."""
    source, target = world.bucket(), world.bucket()
    for shard in range(3):
        put(source, f"in-{shard}.tar", tar_bytes("w", {f"{file}-{shard}.txt": f"{shard}{file}".encode() for file in "dbca"}))
    return source, target


def framework(source, target, output=None, **options):
    return DsortFramework(
        input_shards=DsortShardsGroup(bck=source.as_model(), role="input", format=ObjectRange("in-", 0, 2), extension=".tar"),
        output_shards=DsortShardsGroup(bck=target.as_model(), role="output", format=output or ObjectRange("out-", 0, 9), extension=".tar"),
        output_shard_size="4KB",
        **options,
    )


def run(world, spec):
    dsort = world.client.dsort()
    job_id = dsort.start(spec)
    assert dsort.dsort_id == job_id
    result = dsort.wait(timeout=60)
    assert result is None or result.success, result
    return dsort


@check
def dsort_sorts(world):
    source, target = shards(world)
    dsort = run(world, framework(source, target, algorithm=DsortAlgorithm(kind="alphanumeric")))
    found = [name for shard in names_of(target) for name in members(read(target.object(shard)))]
    assert found == sorted(f"{file}-{shard}.txt" for file in "abcd" for shard in range(3))
    assert all(info.metrics is not None for info in dsort.get_job_info().values())


@check
def dsort_of_a_file(world):
    source, target = shards(world)
    spec = {
        "input_extension": ".tar",
        "input_bck": {"name": source.name, "provider": "ais"},
        "output_bck": {"name": target.name, "provider": "ais"},
        "input_format": {"template": "in-{0..2}"},
        "output_format": "out-{0..9}",
        "output_extension": ".tar",
        "output_shard_size": "1MB",
        "algorithm": {"kind": "shuffle", "seed": "3"},
        "description": "of a file",
    }
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "spec.json"
        path.write_text(json.dumps(spec))
        run(world, path)
    (shard,) = names_of(target)
    assert sorted(members(read(target.object(shard)))) == sorted(f"{file}-{number}.txt" for file in "abcd" for number in range(3))


@check
def dsort_by_external_keys(world):
    source, target = shards(world)
    keys = ExternalKeyMap()
    keys["first-%d.tar"] = ObjectNames([f"{file}-{shard}.txt" for file in "ab" for shard in range(3)])
    keys["last-%d.tar"] = ObjectNames([f"{file}-{shard}.txt" for file in "cd" for shard in range(3)])
    run(world, framework(source, target, output=keys))
    for shard in names_of(target):
        letters = "ab" if shard.startswith("first-") else "cd"
        assert {name[0] for name in members(read(target.object(shard)))} <= set(letters), shard
