"""Objects: reading and writing in each way."""

import os
import tempfile
from pathlib import Path

import requests
from aistore.sdk.errors import AISError, ErrBckNotFound, ErrObjNotFound
from world import NotHere, check, names_of, needs, put, raises, read, since


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
    needs(obj, "multipart_upload")
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
    needs(obj, "multipart_upload")
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
    needs(source, "copy")
    put(bucket, "from/a b", b"copied")
    source.copy(bucket.object("to/ü"))
    source.copy(other.object("elsewhere"))
    assert read(bucket.object("to/ü")) == read(other.object("elsewhere")) == read(source) == b"copied"
    raises(AISError, lambda: bucket.object("none").copy(other.object("x")), exact=False)


@check
def object_file_writer(world):
    obj = world.bucket().object("log")
    with obj.get_writer().as_file(mode="w") as file:
        file.write(b"one,")
        file.write(b"two")
    assert read(obj) == b"one,two"
    with obj.get_writer().as_file(mode="a") as file:
        file.write(b",three")
    assert read(obj) == b"one,two,three"


@check
def object_file_reader(world):
    obj = world.bucket().object("lines")
    content = b"".join(b"line %d\n" % index for index in range(1000))
    obj.get_writer().put_content(content)
    with obj.get_reader(chunk_size=100).as_file() as file:
        assert file.readline() == b"line 0\n"
        assert file.read(10) == content[7:17]
        assert file.read() == content[17:]


@check
def object_url_round_trip(world):
    bucket = world.filled("dir/a b")
    url = bucket.object("dir/a b").get_semantic_url()
    assert url == f"ais://{bucket.name}/dir/a b"
    assert read(world.client.get_object_from_url(url)) == b"dir/a b"
    raises(Exception, lambda: world.client.get_object_from_url("nonsense"), exact=False)


@check
def object_raw_and_writer(world):
    bucket = world.filled("o")
    assert bucket.object("o").get_reader().raw().read() == b"o"
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "out"
        with path.open("wb") as file:
            bucket.object("o").get_reader(writer=file)
        assert path.read_bytes() == b"o"


@check
def object_head_v2(world):
    bucket = world.filled("o")
    obj = bucket.object("o")
    if not hasattr(obj, "head_v2"):
        since("2.0")  # it became `head`
    head = getattr(obj, "head_v2", obj.head)
    told = head("size,version,checksum,chunked,last-modified,etag")
    assert told.size == 1 and told.obj_version == "1" and told.checksum_type == "xxhash2"
    raises(AISError, lambda: head("nonsense"), exact=False)


@check
def object_promote_refused(world):
    bucket = world.bucket()
    raises(AISError, lambda: bucket.object("o").promote("/etc/hostname"), exact=False)
    raises(AISError, lambda: bucket.object("o").promote("/var/lib/ais/promote/../x"), exact=False)
    raises(AISError, lambda: bucket.object("o").promote("/var/lib/ais/promote/interop-none"), exact=False)
    assert names_of(bucket) == []


@check
def object_promote(world):
    if not world.promotable:
        raise NotHere("there is no folder to promote from")
    bucket = world.bucket()
    with tempfile.TemporaryDirectory(dir=world.promotable) as folder:
        root = Path(folder)
        (root / "sub").mkdir()
        (root / "one.txt").write_bytes(b"one")
        (root / "sub/two.txt").write_bytes(b"two")
        bucket.object("single").promote(str(root / "one.txt"))
        assert read(bucket.object("single")) == b"one"
        job_id = bucket.object("p/").promote(folder, recursive=True)
        if job_id:
            world.wait(job_id)
        assert names_of(bucket) == ["p/one.txt", "p/sub/two.txt", "single"]
