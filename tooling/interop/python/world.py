"""What every check works with: a cluster, buckets that are cleaned up, and short words for what is done most."""

import os
import tarfile
import io
import zipfile

import aistore
import tenacity
from aistore.sdk import Client
from aistore.sdk.retry_config import RetryConfig

CHECKS = []


def check(function):
    CHECKS.append(function)
    return function


class NotInThisSdk(Exception):
    """What a check is about came with a later version of the SDK."""


class NotHere(Exception):
    """What a check needs is not on this machine."""


def needs(thing, *names):
    """Ends a check where the SDK has no such method; the newest one may lack nothing (the test asks for that)."""
    for name in names:
        if not hasattr(thing, name):
            raise NotInThisSdk(f"aistore {aistore.__version__} has no {type(thing).__name__}.{name}")


def since(version):
    """Ends a check where the SDK is older than a version."""
    if tuple(int(part) for part in aistore.__version__.split(".")) < tuple(int(part) for part in version.split(".")):
        raise NotInThisSdk(f"aistore {aistore.__version__} is older than {version}")


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


def names_of(bucket, **options):
    return [entry.name for entry in bucket.list_all_objects(**options)]


FILES = {"images/a.jpg": b"j" * 40, "images/a.json": b'{"label":"a"}', "images/b.jpg": b"J" * 30, "notes.txt": b"hello shard"}


def tar_bytes(mode, files=None):
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode=mode) as archive:
        for name, content in (files or FILES).items():
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
    """Files of a tar, compressed or not, by their names."""
    with tarfile.open(fileobj=io.BytesIO(content)) as archive:
        return {entry.name: archive.extractfile(entry).read() for entry in archive.getmembers()}


def retries():
    # 1.13 waits up to a minute before it believes a 404; what an error is must not take that long.
    config = RetryConfig.default()
    config.network_retry = tenacity.Retrying(stop=tenacity.stop_after_attempt(1), reraise=True)
    return config


class World:
    """A cluster, and what else is around it: another cluster under an alias, a cloud bucket, a cluster with AuthN."""

    def __init__(self, endpoint, far=None, cloud=None, secured=None, authn=None, promotable=None):
        self.client = Client(endpoint, retry_config=retries())
        self.far = Client(far, retry_config=retries()) if far else None
        self.cloud, self.secured, self.authn, self.promotable = cloud, secured, authn, promotable
        self.count = 0
        self.buckets = []

    def name(self):
        self.count += 1
        return f"interop-{os.getpid()}-{self.count}"

    def bucket(self, namespace=None):
        bucket = self.client.bucket(self.name(), namespace=namespace)
        bucket.create()
        return self.keep(bucket)

    def keep(self, bucket):
        self.buckets.append(bucket)
        return bucket

    def filled(self, *names):
        """A bucket of objects whose content is their name."""
        bucket = self.bucket()
        for name in names:
            put(bucket, name, name.encode())
        return bucket

    def wait(self, job_id, **options):
        """Waits in the way that the SDK has for the kind of job."""
        self.client.job(job_id).wait(timeout=60, verbose=False, **options)

    def wait_idle(self, job_ids):
        for job_id in [job_ids] if isinstance(job_ids, str) else job_ids:
            self.client.job(job_id).wait_for_idle(timeout=60, verbose=False)

    def clean(self):
        for bucket in self.buckets:
            bucket.delete(missing_ok=True)
