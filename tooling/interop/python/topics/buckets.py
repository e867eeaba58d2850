"""Buckets: life, copies, names, summaries, files of a folder."""

import json
import tempfile
from pathlib import Path

import requests
from aistore.sdk.const import HTTP_METHOD_GET
from aistore.sdk.errors import AISError, ErrBckAlreadyExists, ErrBckNotFound, ErrObjNotFound, InvalidBckProvider
from aistore.sdk.namespace import Namespace
from world import check, names_of, put, raises, read


@check
def bucket_create_and_delete(world):
    bucket = world.bucket()
    names = [one.name for one in world.client.cluster().list_buckets()]
    assert bucket.name in names
    bucket.delete()
    assert bucket.name not in [one.name for one in world.client.cluster().list_buckets()]


@check
def bucket_create_twice(world):
    bucket = world.bucket()
    raises(ErrBckAlreadyExists, bucket.create)
    bucket.create(exist_ok=True)


@check
def bucket_missing(world):
    missing = world.client.bucket("interop-no-such-bucket")
    raises(ErrBckNotFound, missing.delete)
    missing.delete(missing_ok=True)
    raises(ErrBckNotFound, missing.list_objects)
    raises(AISError, missing.head, exact=False)


@check
def bucket_head(world):
    props = json.loads(world.bucket().head()["ais-bucket-props"])
    assert props["provider"] == "ais" and props["checksum"]["type"] == "xxhash2" and props["versioning"]["enabled"] is True


@check
def bucket_cloud_refused(world):
    raises(InvalidBckProvider, world.client.bucket("x", provider="aws").create)
    raises(InvalidBckProvider, world.bucket().evict)


@check
def bucket_namespace(world):
    bucket = world.bucket(namespace=Namespace(name="ml"))
    put(bucket, "in-ns.txt", b"in namespace")
    assert read(bucket.object("in-ns.txt")) == b"in namespace"
    assert [entry.name for entry in bucket.list_all_objects()] == ["in-ns.txt"]


@check
def bucket_copy(world):
    source, target = world.bucket(), world.bucket()
    put(source, "dir/a.txt", b"aaa")
    put(source, "b.txt", b"bbb")
    job = source.copy(to_bck=target, prefix_filter="dir/", prepend="copied/")
    world.client.job(job).wait(timeout=60, verbose=False)
    assert [entry.name for entry in target.list_all_objects()] == ["copied/dir/a.txt"]
    assert read(target.object("copied/dir/a.txt")) == b"aaa"


@check
def bucket_rename(world):
    bucket = world.bucket()
    put(bucket, "kept.txt", b"kept")
    old = bucket.name
    job = bucket.rename(f"{old}-new")
    world.client.job(job).wait(timeout=60, verbose=False)
    assert bucket.name == f"{old}-new"
    assert read(world.client.bucket(f"{old}-new").object("kept.txt")) == b"kept"
    raises(ErrBckNotFound, world.client.bucket(old).list_objects)


@check
def bucket_summary(world):
    bucket = world.bucket()
    for index in range(5):
        put(bucket, f"s/{index}", b"x" * (index + 1))
    summary = bucket.summary()
    assert summary["ObjCount"]["obj_count_present"] == "5", summary
    assert summary["TotalSize"]["size_all_present_objs"] == "15", summary
    assert bucket.summary(prefix="s/0")["ObjCount"]["obj_count_present"] == "1"


@check
def bucket_info(world):
    bucket = world.bucket()
    put(bucket, "one", b"12345")
    props, summary = bucket.info()
    assert "xxhash2" in str(props)
    assert summary["ObjCount"]["obj_count_present"] == "1", summary
    raises(ValueError, lambda: bucket.info(flt_presence=17), exact=False)


@check
def put_files(world):
    bucket = world.bucket()
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        (root / "sub").mkdir()
        for name in ("a.txt", "b.bin", "sub/c.txt"):
            (root / name).write_bytes(name.encode())
        assert sorted(bucket.put_files(str(root), recursive=True, prepend="pre/", verbose=False)) == ["pre/a.txt", "pre/b.bin", "pre/sub/c.txt"]
        assert read(bucket.object("pre/sub/c.txt")) == b"sub/c.txt"
        assert bucket.put_files(str(root), pattern="*.bin", dry_run=True, verbose=False) == ["b.bin"]
    assert len(bucket.list_all_objects()) == 3


@check
def bucket_path_and_model(world):
    bucket = world.bucket()
    assert bucket.get_path() == f"ais/@#/{bucket.name}/"
    assert bucket.as_model().name == bucket.name and bucket.as_model().provider == "ais"
    assert bucket.make_request(HTTP_METHOD_GET, "list", value={"prefix": ""}).status_code == 200


@check
def bucket_copy_dry_run(world):
    source, target = world.filled("a", "b"), world.bucket()
    world.wait(source.copy(to_bck=target, dry_run=True))
    assert names_of(target) == []
    world.wait(source.copy(to_bck=target, force=True))
    assert names_of(target) == ["a", "b"]


@check
def bucket_copy_to_a_new_one(world):
    source = world.filled("a")
    target = world.keep(world.client.bucket(world.name()))
    world.wait(source.copy(to_bck=target))
    assert read(target.object("a")) == b"a"
    raises(AISError, lambda: world.client.bucket("interop-none").copy(to_bck=target), exact=False)


@check
def bucket_urls(world):
    bucket = world.filled("x/a", "x/b", "y")
    assert [requests.get(url, timeout=10).content for url in bucket.list_urls(prefix="x/")] == [b"x/a", b"x/b"]


@check
def bucket_names_refused(world):
    for name in ("with/slash", "dot..dot", ".hidden", "x" * 65, "white space"):
        raises(AISError, world.client.bucket(name).create, exact=False)


@check
def put_files_with_prefix_and_pattern(world):
    bucket = world.bucket()
    with tempfile.TemporaryDirectory() as folder:
        for name in ("one.txt", "two.txt", "two.bin"):
            (Path(folder) / name).write_bytes(name.encode())
        assert sorted(bucket.put_files(folder, prefix_filter="two", verbose=False)) == ["two.bin", "two.txt"]
        assert bucket.put_files(folder, pattern="*.txt", prefix_filter="one", basename=True, prepend="p-", verbose=False) == ["p-one.txt"]
        raises(ValueError, lambda: bucket.put_files(f"{folder}/none", verbose=False), exact=False)
    assert names_of(bucket) == ["p-one.txt", "two.bin", "two.txt"]
