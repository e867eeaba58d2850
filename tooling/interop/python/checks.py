"""Drives an AIStore endpoint with the official Python SDK and prints one JSON line per check."""

import io
import json
import os
import sys
import tarfile
import tempfile
import time
import traceback
import zipfile
from pathlib import Path

import tenacity
from aistore.sdk import Client
from aistore.sdk.archive_config import ArchiveConfig, ArchiveMode
from aistore.sdk.errors import AISError, ErrBckAlreadyExists, ErrBckNotFound, ErrObjNotFound, InvalidBckProvider
from aistore.sdk.list_object_flag import ListObjectFlag
from aistore.sdk.namespace import Namespace
from aistore.sdk.retry_config import RetryConfig

CHECKS = []
FILES = {"images/a.jpg": b"j" * 40, "images/a.json": b'{"label":"a"}', "images/b.jpg": b"J" * 30, "notes.txt": b"hello shard"}


def check(function):
    CHECKS.append(function)
    return function


def raises(kind, call, exact=True):
    try:
        call()
    except kind as error:
        assert not exact or type(error) is kind, f"raised {type(error).__name__}"
        return error
    raise AssertionError(f"did not raise {kind.__name__}")


def read(obj, **options):
    return obj.get_reader(**options).read_all()


def put(bucket, name, content):
    bucket.object(name).get_writer().put_content(content)


class World:
    def __init__(self, endpoint):
        # 1.13 waits up to a minute before it believes a 404; what an error is must not take that long.
        retries = RetryConfig.default()
        retries.network_retry = tenacity.Retrying(stop=tenacity.stop_after_attempt(1), reraise=True)
        self.client = Client(endpoint, retry_config=retries)
        self.count = 0
        self.buckets = []

    def bucket(self, namespace=None):
        self.count += 1
        name = f"interop-{os.getpid()}-{self.count}"
        bucket = self.client.bucket(name, namespace=namespace)
        bucket.create()
        self.buckets.append(bucket)
        return bucket

    def clean(self):
        for bucket in self.buckets:
            bucket.delete(missing_ok=True)


@check
def cluster_is_ready(world):
    assert world.client.cluster().is_ready()
    info = world.client.cluster().get_info()
    assert len(info.tmap) >= 1 and info.uuid


@check
def cluster_identity(world):
    cluster = world.client.cluster()
    info = cluster.get_info()
    assert cluster.get_primary_url() == info.proxy_si.public_net.direct_url
    assert cluster.get_uuid() == info.uuid
    assert all(node.daemon_type == "target" and node.daemon_id == node_id for node_id, node in info.tmap.items())


@check
def cluster_performance_counts_traffic(world):
    bucket = world.bucket()
    cluster = world.client.cluster()

    def total(metric):
        return sum(one["tracker"].get(metric, 0) for one in cluster.get_performance().values())

    before = total("put.n"), total("put.size")
    for index in range(3):
        put(bucket, f"counted-{index}", b"12345")

    # A real target counts objects at once, and bytes when its statistics interval ends.
    def is_counted():
        return total("put.n") >= before[0] + 3 and total("put.size") >= before[1] + 15

    deadline = time.monotonic() + 40
    while not is_counted():
        assert time.monotonic() < deadline, (before, total("put.n"), total("put.size"))
        time.sleep(0.5)
    assert set(cluster.get_performance()) == set(cluster.get_info().tmap)


@check
def cluster_jobs(world):
    bucket = world.bucket()
    put(bucket, "one", b"1")
    other = world.client.bucket(f"{bucket.name}-copy")
    world.buckets.append(other)
    job_id = bucket.copy(other)
    world.client.job(job_id).wait()
    assert isinstance(world.client.cluster().list_running_jobs(), list)
    assert job_id in [one.uuid for one in world.client.cluster().list_jobs_status()]


@check
def cluster_logs(world):
    cluster = world.client.cluster()
    if not hasattr(cluster, "get_node_log"):
        return
    node = next(iter(cluster.get_info().tmap.values()))
    log = cluster.get_node_log(node.daemon_id)
    assert node.daemon_id in (log if isinstance(log, str) else log.decode())


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
def object_put_and_get(world):
    bucket = world.bucket()
    for content in (b"", b"x", os.urandom(70_000), os.urandom(3_000_000)):
        put(bucket, "o", content)
        assert read(bucket.object("o")) == content
        assert b"".join(bucket.object("o").get_reader(chunk_size=10_000)) == content
        with bucket.object("o").get_reader().as_file() as file:
            assert file.read() == content


@check
def object_names(world):
    bucket = world.bucket()
    names = ["a b", "per%cent", "plus+", "hash#", "q?", "ü/日本", "a&b=c;d", "quote'\"", "deep/er/still", "~tilde", "(x)*!"]
    for name in names:
        put(bucket, name, name.encode())
    for name in names:
        assert read(bucket.object(name)) == name.encode(), name
    assert sorted(entry.name for entry in bucket.list_all_objects()) == sorted(names)


@check
def object_ranges(world):
    bucket = world.bucket()
    content = bytes(range(256))
    put(bucket, "r", content)
    obj = bucket.object("r")
    assert read(obj, byte_range="bytes=10-19") == content[10:20]
    assert read(obj, byte_range="bytes=250-") == content[250:]
    assert read(obj, byte_range="bytes=-6") == content[-6:]
    assert read(obj, byte_range="bytes=200-999") == content[200:]
    assert raises(AISError, lambda: read(obj, byte_range="bytes=256-300"), exact=False).status_code == 416


@check
def object_attributes(world):
    bucket = world.bucket()
    put(bucket, "o", b"hello world")
    attributes = bucket.object("o").get_reader().attributes
    assert attributes.size == 11 and attributes.checksum_type == "xxhash2"
    assert attributes.checksum_value == "45ab6734b21e6968" and attributes.obj_version == "1"
    put(bucket, "o", b"hello again")
    assert bucket.object("o").get_reader().attributes.obj_version == "2"


@check
def object_props(world):
    bucket = world.bucket()
    put(bucket, "dir/ü.txt", b"12345")
    props = bucket.object("dir/ü.txt").props
    assert props.bucket_name == bucket.name and props.bucket_provider == "ais"
    assert props.size == 5 and props.present and props.mirror_copies == 1 and len(props.mirror_paths) == 1
    assert props.location.startswith("t[")


@check
def object_missing(world):
    bucket = world.bucket()
    raises(ErrObjNotFound, lambda: read(bucket.object("no/such")))
    raises(ErrObjNotFound, bucket.object("no/such").delete)
    raises(AISError, bucket.object("no/such").head, exact=False)
    raises(ErrBckNotFound, lambda: read(world.client.bucket("interop-nope").object("o")))
    raises(ErrBckNotFound, lambda: put(world.client.bucket("interop-nope"), "o", b"x"))


@check
def object_delete(world):
    bucket = world.bucket()
    put(bucket, "o", b"x")
    bucket.object("o").delete()
    raises(ErrObjNotFound, lambda: read(bucket.object("o")))


@check
def object_put_file(world):
    bucket = world.bucket()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "file.bin"
        path.write_bytes(os.urandom(1_500_000))
        bucket.object("file.bin").get_writer().put_file(str(path))
        assert read(bucket.object("file.bin")) == path.read_bytes()


@check
def object_custom_props(world):
    bucket = world.bucket()
    put(bucket, "o", b"x")
    writer = bucket.object("o").get_writer()
    writer.set_custom_props({"color": "blue", "owner": "me"})
    assert bucket.object("o").props.custom_metadata == {"color": "blue", "owner": "me"}
    writer.set_custom_props({"extra": "1"})
    assert bucket.object("o").props.custom_metadata == {"color": "blue", "owner": "me", "extra": "1"}
    writer.set_custom_props({"only": "this"}, replace_existing=True)
    assert bucket.object("o").props.custom_metadata == {"only": "this"}
    raises(ErrObjNotFound, lambda: bucket.object("none").get_writer().set_custom_props({"a": "b"}))


@check
def object_append(world):
    bucket = world.bucket()
    writer = bucket.object("log").get_writer()
    handle = writer.append_content(b"first,")
    handle = writer.append_content(b"second,", handle=handle)
    raises(ErrObjNotFound, lambda: read(bucket.object("log")))
    assert writer.append_content(b"", handle=handle, flush=True) == ""
    assert read(bucket.object("log")) == b"first,second,"
    handle = writer.append_content(b"third")
    writer.append_content(b"", handle=handle, flush=True)
    assert read(bucket.object("log")) == b"first,second,third"


@check
def object_urls(world):
    bucket = world.bucket()
    put(bucket, "a b", b"by url")
    import requests

    assert requests.get(bucket.object("a b").get_url(), timeout=10).content == b"by url"
    assert [requests.get(url, timeout=10).content for url in bucket.list_urls()] == [b"by url"]


@check
def object_direct(world):
    bucket = world.bucket()
    for index in range(8):
        put(bucket, f"d/{index}", str(index).encode())
        assert bucket.object(f"d/{index}").get_reader(direct=True).read_all() == str(index).encode()


@check
def object_multipart(world):
    obj = world.bucket().object("in parts/a b")
    if not hasattr(obj, "multipart_upload"):
        return  # newer than 1.13
    raises(ValueError, lambda: obj.multipart_upload().add_part(1))
    upload = obj.multipart_upload().create()
    raises(ValueError, lambda: upload.add_part(0))
    for number in (2, 1, 3):
        upload.add_part(number).put_content(bytes([64 + number]) * 1000 * number)
    raises(ErrObjNotFound, lambda: read(obj))
    upload.complete()
    assert read(obj) == b"A" * 1000 + b"B" * 2000 + b"C" * 3000
    assert obj.get_reader(byte_range="bytes=999-1000").read_all() == b"AB"
    # An object that is there stays until the end, and an aborted upload leaves it.
    upload = obj.multipart_upload().create()
    upload.add_part(1).put_content(b"other")
    upload.abort()
    assert len(read(obj)) == 6000
    raises(AISError, upload.abort, exact=False)
    # A part that is missing.
    upload = obj.multipart_upload().create()
    upload.add_part(1).put_content(b"one")
    upload.add_part(3).put_content(b"three")
    raises(AISError, upload.complete, exact=False)
    upload.abort()
    assert len(read(obj)) == 6000


@check
def object_parallel(world):
    obj = world.bucket().object("large")
    if not hasattr(obj, "multipart_upload"):
        return  # newer than 1.13
    content = bytes(range(251)) * 4000
    obj.get_writer().put_content(content)
    with obj.get_reader(num_workers=4, chunk_size=100_000).read_all() as shared:
        assert shared.tobytes() == content
    assert b"".join(obj.get_reader(num_workers=3, chunk_size=70_001)) == content
    assert b"".join(obj.get_reader(num_workers=2, chunk_size=2_000_000, direct=True)) == content
    # In chunks of the upload's own size.
    upload = obj.multipart_upload().create()
    for number in range(1, 5):
        upload.add_part(number).put_content(content[(number - 1) * 251_000 : number * 251_000])
    upload.complete()
    assert b"".join(obj.get_reader(num_workers=4)) == content


@check
def object_copy(world):
    bucket, other = world.bucket(), world.bucket()
    source = bucket.object("from/a b")
    if not hasattr(source, "copy"):
        return  # newer than 1.13
    put(bucket, "from/a b", b"copied")
    source.copy(bucket.object("to/ü"))
    source.copy(other.object("elsewhere"))
    assert read(bucket.object("to/ü")) == read(other.object("elsewhere")) == read(source) == b"copied"
    raises(AISError, lambda: bucket.object("none").copy(other.object("x")), exact=False)


def tar_bytes(mode):
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode=mode) as archive:
        for name, content in FILES.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(content)
            archive.addfile(entry, io.BytesIO(content))
    return stream.getvalue()


def zip_bytes():
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in FILES.items():
            archive.writestr(name, content)
    return stream.getvalue()


def members(content):
    with tarfile.open(fileobj=io.BytesIO(content)) as archive:
        return {entry.name: archive.extractfile(entry).read() for entry in archive.getmembers()}


@check
def archive_members(world):
    bucket = world.bucket()
    for name, content in {"s.tar": tar_bytes("w"), "s.tgz": tar_bytes("w:gz"), "s.zip": zip_bytes()}.items():
        put(bucket, name, content)
        for path, expected in FILES.items():
            assert read(bucket.object(name), archive_config=ArchiveConfig(archpath=path)) == expected, (name, path)
        raises(ErrObjNotFound, lambda: read(bucket.object(name), archive_config=ArchiveConfig(archpath="none")))


@check
def archive_patterns(world):
    bucket = world.bucket()
    put(bucket, "s.tar", tar_bytes("w"))
    put(bucket, "s.tgz", tar_bytes("w:gz"))
    cases = [
        (ArchiveMode.REGEXP, r".*\.jpg$", ["images/a.jpg", "images/b.jpg"]),
        (ArchiveMode.PREFIX, "images/", ["images/a.jpg", "images/a.json", "images/b.jpg"]),
        (ArchiveMode.SUFFIX, ".json", ["images/a.json"]),
        (ArchiveMode.SUBSTR, "a.j", ["images/a.jpg", "images/a.json"]),
        (ArchiveMode.WDSKEY, "images/a", ["images/a.jpg", "images/a.json"]),
    ]
    for name in ("s.tar", "s.tgz"):
        for mode, regex, expected in cases:
            found = members(read(bucket.object(name), archive_config=ArchiveConfig(regex=regex, mode=mode)))
            assert found == {path: FILES[path] for path in expected}, (name, mode)


@check
def archive_listing(world):
    bucket = world.bucket()
    put(bucket, "s.tar", tar_bytes("w"))
    entries = bucket.list_all_objects(prefix="s.tar", flags=[ListObjectFlag.ARCH_DIR])
    assert [entry.name for entry in entries] == ["s.tar", *[f"s.tar/{path}" for path in sorted(FILES)]]
    assert [entry.size for entry in entries][1:] == [len(FILES[path]) for path in sorted(FILES)]


@check
def listing_pages(world):
    bucket = world.bucket()
    names = [f"p/{index:03}" for index in range(25)]
    for name in names:
        put(bucket, name, name.encode())
    page = bucket.list_objects(page_size=10)
    assert len(page.entries) == 10 and page.continuation_token
    second = bucket.list_objects(page_size=10, uuid=page.uuid, continuation_token=page.continuation_token)
    assert [entry.name for entry in second.entries] == names[10:20]
    assert [entry.name for entry in bucket.list_objects_iter(page_size=7)] == names
    assert [entry.name for entry in bucket.list_all_objects(page_size=25)] == names
    assert [entry.name for entry in bucket.list_all_objects(prefix="p/01")] == names[10:20]


@check
def listing_props(world):
    bucket = world.bucket()
    put(bucket, "o", b"hello world")
    (entry,) = bucket.list_all_objects(props="name,size,checksum,atime,version,copies,location")
    assert entry.size == 11 and entry.checksum == "45ab6734b21e6968" and entry.version == "1" and entry.copies == 1
    assert entry.location.startswith("t[") and entry.is_cached() and entry.is_ok() and "UTC" in entry.atime
    (bare,) = bucket.list_all_objects(props="name")
    assert bare.name == "o" and not bare.size


@check
def listing_flags(world):
    bucket = world.bucket()
    for name in ("a/1", "a/2", "b/c/3", "top"):
        put(bucket, name, b"x")
    if hasattr(ListObjectFlag, "NO_RECURSION"):  # newer than 1.13
        assert [entry.name for entry in bucket.list_all_objects(flags=[ListObjectFlag.NO_RECURSION])] == ["a/", "b/", "top"]
    assert [entry.size for entry in bucket.list_all_objects(flags=[ListObjectFlag.NAME_ONLY])] in ([0] * 4, [None] * 4)
    assert bucket.list_all_objects(prefix="none") == []


@check
def listing_objects(world):
    bucket = world.bucket()
    put(bucket, "x/1", b"one")
    put(bucket, "y/2", b"two")
    found = {obj.name: read(obj) for obj in bucket.list_all_objects_iter(prefix="x/")}
    assert found == {"x/1": b"one"}


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
def job_status(world):
    source, target = world.bucket(), world.bucket()
    put(source, "o", b"x")
    job = world.client.job(source.copy(to_bck=target))
    job.wait(timeout=60, verbose=False)
    status = job.status()
    assert status.end_time != 0 and not status.err
    raises(AISError, world.client.job("nosuchjob1").status, exact=False)


def main():
    world = World(sys.argv[1])
    failed = 0
    try:
        for function in CHECKS:
            started = time.monotonic()
            result = {"name": function.__name__, "ok": True}
            try:
                function(world)
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
