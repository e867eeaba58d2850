"""Jobs: status, snapshots, waiting in each way, starting and aborting."""

from datetime import datetime, timedelta, timezone

from aistore.sdk.errors import AISError, JobInfoNotFound
from world import check, names_of, needs, put, raises, since


@check
def job_status(world):
    source, target = world.bucket(), world.bucket()
    put(source, "o", b"x")
    job = world.client.job(source.copy(to_bck=target))
    job.wait(timeout=60, verbose=False)
    status = job.status()
    assert status.end_time != 0 and not status.err
    raises(AISError, world.client.job("nosuchjob1").status, exact=False)


@check
def job_details(world):
    source, target = world.filled("a", "b"), world.bucket()
    started = datetime.now(timezone.utc) - timedelta(seconds=5)
    job = world.client.job(source.copy(to_bck=target))
    job.wait(timeout=60, verbose=False)
    snapshots = job.get_details().list_snapshots()
    assert {snapshot.id for snapshot in snapshots} == {job.job_id}
    assert sum(snapshot.stats.objects for snapshot in snapshots) == 2
    assert [snapshot.id for snapshot in job.get_within_timeframe(started)] == [job.job_id] * len(snapshots)
    raises(JobInfoNotFound, lambda: job.get_within_timeframe(started + timedelta(hours=1)))
    assert timedelta(0) <= job.get_total_time() < timedelta(seconds=60)


@check
def job_start_and_wait(world):
    job_id = world.client.job(job_kind="lru").start(buckets=[world.bucket()])
    assert job_id
    world.wait(job_id)
    assert world.client.job(job_id).status().end_time != 0


@check
def job_that_idles(world):
    source, target = world.filled("a", "b"), world.bucket()
    world.wait_idle(source.objects(obj_names=["a", "b"]).copy(target))
    assert names_of(target) == ["a", "b"]


@check
def job_unknown(world):
    raises(AISError, world.client.job("nosuchjob1").status, exact=False)
    details = world.client.job("nosuchjob1")
    raises((AISError, JobInfoNotFound), lambda: details.get_within_timeframe(datetime.now(timezone.utc)), exact=False)
    raises(AISError, world.client.job(job_kind="no-such-kind").start, exact=False)


@check
def job_abort(world):
    job = world.client.job()
    needs(job, "abort")
    raises(ValueError, job.abort)
    source, target = world.filled("a"), world.bucket()
    finished = world.client.job(source.copy(to_bck=target))
    finished.wait(timeout=60, verbose=False)
    finished.abort()
    assert finished.status().end_time != 0


@check
def job_wait_result(world):
    source, target = world.filled("a"), world.bucket()
    result = world.client.job(source.copy(to_bck=target)).wait(timeout=60, verbose=False)
    if result is None:
        since("1.16")
    assert result.success and not result.error and result.end_time is not None
