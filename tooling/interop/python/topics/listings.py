"""Listings: pages, properties, flags."""

from aistore.sdk.list_object_flag import ListObjectFlag
from world import check, names_of, needs, put, read


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
    if hasattr(ListObjectFlag, "NO_RECURSION"):
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
