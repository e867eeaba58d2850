"""The cluster: map, identity, performance, logs, jobs and ETLs of it."""

import io
import tarfile
import time

from aistore.sdk import Client
from aistore.sdk.errors import AISError
from world import check, needs, put, retries


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
    needs(cluster, "get_node_log")
    node = next(iter(cluster.get_info().tmap.values()))
    log = cluster.get_node_log(node.daemon_id)
    assert node.daemon_id in (log if isinstance(log, str) else log.decode())


@check
def cluster_without_etl(world):
    cluster = world.client.cluster()
    listed = cluster.list_etls if hasattr(cluster, "list_etls") else cluster.list_running_etls
    # A build without ETL says so, or has none.
    try:
        assert listed() == []
    except AISError as error:
        assert error.status_code in (400, 501), error


@check
def cluster_log_archives(world):
    cluster = world.client.cluster()
    needs(cluster, "get_node_log_archive", "get_cluster_logs")
    targets = set(cluster.get_info().tmap)
    assert set(cluster.get_cluster_logs()) == targets
    with tarfile.open(fileobj=io.BytesIO(cluster.get_node_log_archive(next(iter(targets)))), mode="r:gz") as archive:
        assert any(entry.size > 0 for entry in archive.getmembers())


@check
def cluster_running_jobs_by_kind(world):
    cluster = world.client.cluster()
    source, target = world.filled("a"), world.bucket()
    job_id = source.copy(to_bck=target)
    world.wait(job_id)
    assert job_id in [one.uuid for one in cluster.list_jobs_status(job_kind="copy-bck")]
    assert job_id not in [one.uuid for one in cluster.list_jobs_status(job_kind="delete-objects")]
    assert isinstance(cluster.list_running_jobs(job_kind="copy-bck"), list)
    target_id = next(iter(cluster.get_info().tmap))
    assert isinstance(cluster.list_running_jobs(target_id=target_id), list)


@check
def cluster_that_is_not_there(world):
    assert not Client("http://127.0.0.1:9", retry_config=retries()).cluster().is_ready()
