"""What docs/from-python.md shows on the left; run with an endpoint and a folder of files."""

import sys

endpoint, folder = sys.argv[1:]

# idiom: Connect
from aistore.sdk import Client

client = Client(endpoint, timeout=(3, 20))

# idiom: Store an object
bucket = client.bucket("idioms-python").create(exist_ok=True)
obj = bucket.object("greeting.txt")
obj.get_writer().put_content(b"hello world")

# idiom: Read it: whole, a range, in chunks
whole = obj.get_reader().read_all()
hello = obj.get_reader(byte_range="bytes=0-4").read_all()
for chunk in obj.get_reader(chunk_size=65536):
    print(len(chunk))

# idiom: Properties and metadata of one's own
obj.get_writer().set_custom_props({"camera": "x100"})
props = obj.props
print(props.size, props.custom_metadata["camera"])

# idiom: Upload a folder
names = bucket.put_files(folder, prepend="photos/", recursive=True)

# idiom: List
for entry in bucket.list_objects_iter(prefix="photos/", props="name,size"):
    print(entry.name, entry.size)

# idiom: Many objects, and wait for the job
group = bucket.objects(obj_template="photos/img-{0..2}.jpg")
for job_id in group.copy(bucket, prepend="copy/"):
    client.job(job_id).wait(timeout=60)

# idiom: Many objects in one answer
batch = client.batch(["photos/img-0.jpg", "photos/img-1.jpg"], bucket=bucket)
for info, content in batch.get():
    print(info.obj_name, len(content))

# idiom: Upload in parts
upload = bucket.object("large.bin").multipart_upload().create()
upload.add_part(1).put_content(b"a" * 5_000_000)
upload.add_part(2).put_content(b"b" * 1_000)
upload.complete()

# idiom: What fails
from aistore.sdk.errors import ErrObjNotFound

try:
    bucket.object("nobody").get_reader().read_all()
except ErrObjNotFound as error:
    print("there is no such object", error.status_code)

# idiom end
assert (whole, hello) == (b"hello world", b"hello")
assert len(names) == 3
found = sorted(entry.name for entry in bucket.list_objects_iter(prefix="copy/"))
assert found == [f"copy/photos/img-{n}.jpg" for n in range(3)], found
assert len(bucket.object("large.bin").get_reader().read_all()) == 5_001_000
bucket.delete()
print("idioms: ok")
