"""Buckets that lie elsewhere: on an attached cluster, and at a cloud."""

from aistore.sdk.errors import AISError, ErrObjNotFound
from aistore.sdk.namespace import Namespace
from world import check, names_of, needs, put, raises, read

FAR = Namespace(uuid="far")


def cached(bucket):
    return {entry.name: entry.is_cached() for entry in bucket.list_all_objects(props="name,cached")}


def far_bucket(world, *names):
    """A bucket of the other cluster, as it is there and as it is seen from here."""
    there = world.far.bucket(world.name())
    there.create()
    for name in names:
        put(there, name, name.encode())
    return there, world.client.bucket(there.name, namespace=FAR)


def cloud_bucket(world):
    provider, name = world.cloud.split("://")
    bucket = world.client.bucket(name, provider=provider)
    bucket.evict(keep_md=True)
    return bucket


@check
def remote_reads_and_writes(world):
    there, here = far_bucket(world, "one", "two")
    assert cached(here) == {"one": False, "two": False}
    assert read(here.object("one")) == b"one"
    assert cached(here) == {"one": True, "two": False}
    put(here, "three", b"3")
    assert read(there.object("three")) == b"3"
    here.object("two").delete()
    raises(ErrObjNotFound, lambda: read(there.object("two")))
    there.delete()


@check
def remote_copy(world):
    there, here = far_bucket(world, "one", "two")
    target = world.bucket()
    world.wait(here.copy(to_bck=target))
    assert {name: read(target.object(name)) for name in names_of(target)} == {"one": b"one", "two": b"two"}
    world.wait_idle(target.objects(obj_names=["one"]).copy(here, prepend="back-"))
    assert read(there.object("back-one")) == b"one"
    there.delete()


@check
def remote_blob_download(world):
    there, here = far_bucket(world)
    content = bytes(range(256)) * 4000
    put(there, "large", content)
    job_id = here.object("large").blob_download(chunk_size=100_000, num_workers=2)
    world.client.job(job_id).wait_single_node(timeout=60, verbose=False)
    assert cached(here) == {"large": True}
    assert read(here.object("large")) == content
    raises(AISError, lambda: world.bucket().object("x").blob_download(), exact=False)
    there.delete()


@check
def cloud_lists_and_reads(world):
    bucket = cloud_bucket(world)
    assert cached(bucket) == {"first.txt": False, "second.txt": False}
    assert read(bucket.object("first.txt")) == b"first"
    assert bucket.object("first.txt").props.present
    assert cached(bucket) == {"first.txt": True, "second.txt": False}
    assert bucket.name in [one.name for one in world.client.cluster().list_buckets(provider=bucket.provider)]


@check
def cloud_prefetch_and_evict(world):
    bucket = cloud_bucket(world)
    group = bucket.objects(obj_names=["first.txt", "second.txt"])
    world.wait(group.prefetch())
    assert cached(bucket) == {"first.txt": True, "second.txt": True}
    world.wait(bucket.objects(obj_template="second.txt").evict())
    assert cached(bucket) == {"first.txt": True, "second.txt": False}
    bucket.evict()
    world.wait(group.prefetch(latest=True, num_workers=2, blob_threshold=1))
    assert cached(bucket) == {"first.txt": True, "second.txt": True}


@check
def cloud_inventory(world):
    bucket = cloud_bucket(world)
    needs(bucket, "create_inventory", "show_inventory", "destroy_inventory")
    world.wait(bucket.create_inventory(name="listed"))
    assert "listed" in [one.name for one in bucket.show_inventory("listed").values()]
    raises(AISError, lambda: bucket.create_inventory(name="listed"), exact=False)
    assert [entry.name for entry in bucket.list_all_objects(inventory_name="listed")] == ["first.txt", "second.txt"]
    bucket.destroy_inventory("listed")
    assert bucket.show_inventory() == {}
