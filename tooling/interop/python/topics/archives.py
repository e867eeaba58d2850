"""Reading members of archives, and archives made of many objects."""

from aistore.sdk.archive_config import ArchiveConfig, ArchiveMode
from aistore.sdk.errors import AISError, ErrObjNotFound
from aistore.sdk.list_object_flag import ListObjectFlag
from aistore.sdk.multiobj import ObjectRange
from world import FILES, check, members, names_of, needs, put, raises, read, tar_bytes, zip_bytes


@check
def archive_members(world):
    bucket = world.bucket()
    for name, content in {"s.tar": tar_bytes("w"), "s.tgz": tar_bytes("w:gz"), "s.zip": zip_bytes()}.items():
        put(bucket, name, content)
        for path, expected in FILES.items():
            assert read(bucket.object(name), archive_config=ArchiveConfig(archpath=path)) == expected, (name, path)
        raises(ErrObjNotFound, lambda: read(bucket.object(name), archive_config=ArchiveConfig(archpath="none")))


@check
def archive_patterns(world):
    bucket = world.bucket()
    put(bucket, "s.tar", tar_bytes("w"))
    put(bucket, "s.tgz", tar_bytes("w:gz"))
    cases = [
        (ArchiveMode.REGEXP, r".*\.jpg$", ["images/a.jpg", "images/b.jpg"]),
        (ArchiveMode.PREFIX, "images/", ["images/a.jpg", "images/a.json", "images/b.jpg"]),
        (ArchiveMode.SUFFIX, ".json", ["images/a.json"]),
        (ArchiveMode.SUBSTR, "a.j", ["images/a.jpg", "images/a.json"]),
        (ArchiveMode.WDSKEY, "images/a", ["images/a.jpg", "images/a.json"]),
    ]
    for name in ("s.tar", "s.tgz"):
        for mode, regex, expected in cases:
            found = members(read(bucket.object(name), archive_config=ArchiveConfig(regex=regex, mode=mode)))
            assert found == {path: FILES[path] for path in expected}, (name, mode)


@check
def archive_listing(world):
    bucket = world.bucket()
    put(bucket, "s.tar", tar_bytes("w"))
    entries = bucket.list_all_objects(prefix="s.tar", flags=[ListObjectFlag.ARCH_DIR])
    assert [entry.name for entry in entries] == ["s.tar", *[f"s.tar/{path}" for path in sorted(FILES)]]
    assert [entry.size for entry in entries][1:] == [len(FILES[path]) for path in sorted(FILES)]


@check
def archive_of_many(world):
    bucket, other = world.filled("a", "b", "c"), world.bucket()
    for name in ("all.tar", "all.tgz", "all.zip"):
        world.wait_idle(bucket.objects(obj_names=["a", "b", "c"]).archive(name))
        assert {path: read(bucket.object(name), archive_config=ArchiveConfig(archpath=path)) for path in "abc"} == {"a": b"a", "b": b"b", "c": b"c"}
    world.wait_idle(bucket.objects(obj_names=["a", "b"]).archive("there.tar", to_bck=other))
    assert set(members(read(other.object("there.tar")))) == {"a", "b"}
    world.wait_idle(bucket.objects(obj_names=["c"]).archive("there.tar", to_bck=other, allow_append=True))
    assert set(members(read(other.object("there.tar")))) == {"a", "b", "c"}
    world.wait_idle(bucket.objects(obj_names=["a"]).archive("named.tar", include_source_name=True))
    assert set(members(read(bucket.object("named.tar")))) == {f"{bucket.name}/a"}


@check
def archive_of_a_range(world):
    bucket = world.filled(*[f"r-{index}" for index in range(10)])
    world.wait_idle(bucket.objects(obj_range=ObjectRange("r-", 2, 8, step=3)).archive("range.tar"))
    assert set(members(read(bucket.object("range.tar")))) == {"r-2", "r-5", "r-8"}
    world.wait_idle(bucket.objects(obj_template="r-{0..1}").archive("template.tar"))
    assert set(members(read(bucket.object("template.tar")))) == {"r-0", "r-1"}


@check
def archive_list(world):
    bucket = world.bucket()
    needs(bucket, "list_archive")
    for name, content in {"s.tar": tar_bytes("w"), "s.tgz": tar_bytes("w:gz"), "s.zip": zip_bytes()}.items():
        put(bucket, name, content)
        assert [entry.name for entry in bucket.list_archive(name)] == [f"{name}/{path}" for path in sorted(FILES)], name
    put(bucket, "plain.txt", b"x")
    assert list(bucket.list_archive("plain.txt")) == []
    assert names_of(bucket) == ["plain.txt", "s.tar", "s.tgz", "s.zip"]


@check
def archive_missing_member(world):
    bucket = world.bucket()
    put(bucket, "s.tar", tar_bytes("w"))
    put(bucket, "text.txt", b"no archive")
    raises(ErrObjNotFound, lambda: read(bucket.object("s.tar"), archive_config=ArchiveConfig(archpath="images")))
    raises(AISError, lambda: read(bucket.object("text.txt"), archive_config=ArchiveConfig(archpath="a")), exact=False)
    raises(ValueError, lambda: read(bucket.object("s.tar"), archive_config=ArchiveConfig(regex="x")), exact=False)
