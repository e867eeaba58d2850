"""Many objects in one answer."""

import io
import tarfile

from aistore.sdk.errors import AISError
from world import check, needs, put, raises, tar_bytes

FORMATS = [".tar", ".tgz", ".zip"]


def contents(batch, **options):
    return [(out.obj_name, content) for out, content in batch.get(**options)]


@check
def batch_streams_and_parts(world):
    needs(world.client, "batch")
    bucket = world.filled("a", "b", "c/d")
    expected = [("c/d", b"c/d"), ("a", b"a"), ("b", b"b"), ("a", b"a")]
    for streaming in (True, False):
        for output_format in FORMATS:
            batch = world.client.batch([name for name, _ in expected], bucket, streaming_get=streaming, output_format=output_format)
            assert contents(batch) == expected, (streaming, output_format)
            assert batch.requests_list == []


@check
def batch_of_parts_of_things(world):
    needs(world.client, "batch")
    bucket, other = world.bucket(), world.filled("elsewhere")
    put(bucket, "s.tar", tar_bytes("w"))
    put(bucket, "letters", b"abcdefghij")
    for streaming in (True, False):
        batch = world.client.batch(bucket=bucket, streaming_get=streaming)
        batch.add("s.tar", archpath="notes.txt").add("letters", start=2, length=3).add(other.object("elsewhere"), opaque=b"mine")
        assert contents(batch, clear_batch=False) == [("s.tar", b"hello shard"), ("letters", b"cde"), ("elsewhere", b"elsewhere")], streaming
        assert len(batch.requests_list) == 3 and batch.clear().requests_list == []


@check
def batch_with_missing(world):
    needs(world.client, "batch")
    bucket = world.filled("a")
    assert [name for name, _ in contents(world.client.batch(["a", "none"], bucket, streaming_get=False))] == ["a", "none"]
    (_, (missing, content)) = list(world.client.batch(["a", "none"], bucket, streaming_get=False).get())
    assert missing.err_msg and content == b""
    raises(AISError, lambda: contents(world.client.batch(["none"], bucket, streaming_get=False, cont_on_err=False)), exact=False)
    raises(ValueError, world.client.batch(bucket=bucket).get)
    raises(ValueError, lambda: world.client.batch(["a"]))


@check
def batch_raw(world):
    needs(world.client, "batch")
    bucket = world.filled("a", "b")
    for only_name, names in ((True, ["a", "b"]), (False, [f"{bucket.name}/a", f"{bucket.name}/b"])):
        raw = world.client.batch(["a", "b"], bucket, only_obj_name=only_name).get(raw=True)
        with tarfile.open(fileobj=io.BytesIO(raw.read()), mode="r") as archive:
            assert archive.getnames() == names
        raw.close()
