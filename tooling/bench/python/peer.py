"""Does rounds of work with the official Python SDK, and tells what each took: one JSON question a line, one answer."""

import json
import resource
import sys
import time
from concurrent.futures import ThreadPoolExecutor

from aistore.sdk import Client

client = Client(sys.argv[1], max_pool_size=64)


def get(bucket, name):
    return lambda _: client.bucket(bucket).object(name).get_reader().read_all()


def get_stream(bucket, name):
    def run(_):
        for _chunk in client.bucket(bucket).object(name).get_reader():
            pass

    return run


def put(bucket, name, size):
    content = b"\7" * size
    return lambda _: client.bucket(bucket).object(name).get_writer().put_content(content)


def list_objects(bucket, prefix, props):
    return lambda _: client.bucket(bucket).list_all_objects(prefix=prefix, props=props)


def put_files(bucket, folder, prepend):
    return lambda _: client.bucket(bucket).put_files(folder, prepend=prepend, verbose=False)


works = {"get": get, "get_stream": get_stream, "put": put, "list": list_objects, "put_files": put_files}


def cpu_seconds():
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return usage.ru_utime + usage.ru_stime


for line in sys.stdin:
    question = json.loads(line)
    count, in_flight = question.pop("count"), question.pop("inFlight")
    run = works[question.pop("work")](**question)
    latencies = []

    def timed(index):
        began = time.perf_counter()
        run(index)
        latencies.append(time.perf_counter() - began)

    cpu, wall = cpu_seconds(), time.perf_counter()
    if in_flight == 1:
        for index in range(count):
            timed(index)
    else:
        with ThreadPoolExecutor(in_flight) as pool:
            for _ in pool.map(timed, range(count)):
                pass
    wall, cpu = time.perf_counter() - wall, cpu_seconds() - cpu
    latencies.sort()
    answer = {
        "cpuMicros": cpu * 1e6 / count,
        "wallMicros": wall * 1e6 / count,
        "p99Micros": latencies[min(len(latencies) - 1, int(len(latencies) * 0.99))] * 1e6,
    }
    print(json.dumps(answer), flush=True)
