"""Many objects at once: by names, range and template."""

import requests
from aistore.sdk.errors import AISError, ErrObjNotFound, InvalidBckProvider
from aistore.sdk.multiobj import ObjectRange, ObjectTemplate
from world import check, names_of, raises, read

NAMES = [f"n-{index}" for index in range(6)]


def wait(world, job_id):
    result = world.client.job(job_id).wait(timeout=60, verbose=False)
    assert result is None or result.success, result


@check
def group_names(world):
    bucket = world.filled(*NAMES)
    assert bucket.objects(obj_names=["n-0", "n-1"]).list_names() == ["n-0", "n-1"]
    assert bucket.objects(obj_range=ObjectRange("n-", 0, 4, step=2)).list_names() == ["n-0", "n-2", "n-4"]
    assert bucket.objects(obj_range=ObjectRange("n-", 7, 11, pad_width=3, step=4, suffix=".x")).list_names() == ["n-007.x", "n-011.x"]
    assert bucket.objects(obj_template="n-{1..3}").list_names() == ["n-1", "n-2", "n-3"]
    assert list(ObjectTemplate("{a,b}-{1..2}")) == ["a-1", "a-2", "b-1", "b-2"]
    raises(ValueError, lambda: bucket.objects(obj_names=["a"], obj_template="n-{1..3}"))
    raises(ValueError, bucket.objects)


@check
def group_reads(world):
    bucket = world.filled(*NAMES)
    group = bucket.objects(obj_template="n-{1..2}")
    assert [read(obj) for obj in group.list_all_objects_iter()] == [b"n-1", b"n-2"]
    assert [requests.get(url, timeout=10).content for url in group.list_urls()] == [b"n-1", b"n-2"]


@check
def group_delete(world):
    bucket = world.filled(*NAMES)
    wait(world, bucket.objects(obj_names=["n-0"]).delete())
    wait(world, bucket.objects(obj_range=ObjectRange("n-", 1, 2)).delete())
    wait(world, bucket.objects(obj_template="n-{4..5}").delete())
    assert names_of(bucket) == ["n-3"]
    raises(ErrObjNotFound, lambda: read(bucket.object("n-4")))


@check
def group_delete_missing(world):
    bucket = world.filled("n-1")
    # Names made up by a range may be missing; names that were given may not.
    wait(world, bucket.objects(obj_range=ObjectRange("n-", 0, 3)).delete())
    assert names_of(bucket) == []
    job = world.client.job(bucket.objects(obj_names=["none"]).delete())
    result = job.wait(timeout=60, verbose=False)
    assert result is None or not result.success
    assert "none" in job.status().err


@check
def group_copy(world):
    bucket = world.filled(*NAMES)

    # Into another bucket each time: while such a job idles, the next copy between the same two takes part in it, with its options.
    def copied(group, **options):
        other = world.bucket()
        world.wait_idle(group.copy(other, **options))
        return {name: read(other.object(name)) for name in names_of(other)}

    assert copied(bucket.objects(obj_names=["n-0", "n-5"])) == {"n-0": b"n-0", "n-5": b"n-5"}
    assert copied(bucket.objects(obj_template="n-{1..2}"), prepend="c/") == {"c/n-1": b"n-1", "c/n-2": b"n-2"}
    assert copied(bucket.objects(obj_range=ObjectRange("n-", 3, 4))) == {"n-3": b"n-3", "n-4": b"n-4"}
    assert copied(bucket.objects(obj_range=ObjectRange("n-", 3, 4)), dry_run=True) == {}


@check
def group_of_no_cloud(world):
    bucket = world.filled("a")
    raises(InvalidBckProvider, bucket.objects(obj_names=["a"]).evict)
    raises(InvalidBckProvider, bucket.objects(obj_names=["a"]).prefetch)


@check
def group_of_no_bucket(world):
    missing = world.client.bucket("interop-none")
    raises(AISError, missing.objects(obj_names=["a"]).delete, exact=False)
    raises(AISError, lambda: missing.objects(obj_names=["a"]).copy(world.bucket()), exact=False)
