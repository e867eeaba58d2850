"""Clusters with authentication: tokens, users, roles, clusters, what is permitted."""

from aistore.sdk import Client
from aistore.sdk.authn import AuthNClient
from aistore.sdk.authn.access_attr import AccessAttr
from aistore.sdk.authn.errors import AuthNError
from aistore.sdk.errors import AISError
from world import check, put, raises, read, retries

PASSWORD = "interop password"


def log_in(world, name, password):
    """Tokens of the same second are the same token, so that revoking one revokes both; these differ by their time."""
    world.count += 1
    client = AuthNClient(world.authn)
    client.login(name, password, expires_in=3600 + world.count)
    return client


def admin(world):
    return log_in(world, "admin", "admin")


def registered(world, authn):
    clusters = authn.cluster_manager()
    known = clusters.list().clusters
    return next(iter(known.values())) if known else clusters.register("interop", [world.secured])


def client_of(world, token):
    return Client(world.secured, token=token, retry_config=retries())


def denied(call):
    assert raises(AISError, call, exact=False).status_code in (401, 403)


@check
def authn_tokens(world):
    authn = admin(world)
    token = authn.client.token
    # Clusters that AuthN does not know are not told of revoked tokens.
    registered(world, authn)
    assert client_of(world, token).cluster().is_ready()
    denied(lambda: client_of(world, None).cluster().list_buckets())
    raises(Exception, lambda: AuthNClient(world.authn).login("admin", "wrong"), exact=False)
    raises(ValueError, lambda: AuthNClient(world.authn).login("admin", " "))
    authn.logout()
    denied(lambda: client_of(world, token).cluster().list_buckets())


@check
def authn_revoked_token(world):
    authn = admin(world)
    registered(world, authn)
    token = admin(world).client.token
    client_of(world, token).cluster().list_buckets()
    authn.token_manager().revoke(token)
    denied(lambda: client_of(world, token).cluster().list_buckets())
    raises(ValueError, lambda: authn.token_manager().revoke(""))


@check
def authn_clusters(world):
    authn = admin(world)
    clusters = authn.cluster_manager()
    cluster = registered(world, authn)
    assert clusters.get(cluster_id=cluster.id).urls == cluster.urls
    assert clusters.get(cluster_alias=cluster.alias).id == cluster.id
    raises(AuthNError, lambda: clusters.register("other", [world.secured]), exact=False)
    clusters.update(cluster.id, cluster_alias="renamed")
    assert clusters.get(cluster_alias="renamed").id == cluster.id
    clusters.update(cluster.id, cluster_alias=cluster.alias)
    raises(ValueError, clusters.get)


@check
def authn_roles(world):
    authn = admin(world)
    roles, cluster = authn.role_manager(), registered(world, authn)
    role = roles.create("interop-role", "reads", cluster.alias, [AccessAttr.GET, AccessAttr.OBJ_LIST])
    assert [one.perm for one in role.clusters] == [str(AccessAttr.GET.value + AccessAttr.OBJ_LIST.value)]
    assert "interop-role" in [one.name for one in roles.list()]
    roles.update("interop-role", desc="writes too", cluster_alias=cluster.alias, perms=[AccessAttr.GET, AccessAttr.PUT])
    assert roles.get("interop-role").desc == "writes too"
    assert roles.get("interop-role").clusters[0].perm == str(AccessAttr.GET.value + AccessAttr.PUT.value)
    raises(ValueError, lambda: roles.update("interop-role"))
    roles.delete("interop-role")
    roles.delete("interop-role", missing_ok=True)
    raises(AuthNError, lambda: roles.get("interop-role"), exact=False)


@check
def authn_users(world):
    authn = admin(world)
    users, roles, cluster = authn.user_manager(), authn.role_manager(), registered(world, authn)
    for name in ("interop-one", "interop-two"):
        roles.create(name, name, cluster.alias, [AccessAttr.GET])
    user = users.create("interop-user", ["interop-one"], PASSWORD)
    assert user.id == "interop-user" and [role.name for role in user.roles] == ["interop-one"]
    users.update("interop-user", roles=["interop-two"])
    assert [role.name for role in users.get("interop-user").roles] == ["interop-two"]
    users.update("interop-user", password="another one")
    assert log_in(world, "interop-user", "another one").client.token
    assert "interop-user" in [getattr(one, "id", one) for one in users.list()]
    raises(ValueError, lambda: users.update("interop-user"))
    users.delete("interop-user")
    users.delete("interop-user", missing_ok=True)
    for name in ("interop-one", "interop-two"):
        roles.delete(name)


@check
def authn_permissions(world):
    authn = admin(world)
    users, roles, cluster = authn.user_manager(), authn.role_manager(), registered(world, authn)
    owner = client_of(world, authn.client.token)
    bucket, other = owner.bucket(world.name()), owner.bucket(world.name())
    for one in (bucket, other):
        one.create()
        put(one, "o", b"content")
    roles.create("interop-reader", "reads one bucket", cluster.alias, [AccessAttr.GET, AccessAttr.OBJ_HEAD], bucket_name=bucket.name)
    users.create("interop-reader", ["interop-reader"], PASSWORD)
    reader = client_of(world, log_in(world, "interop-reader", PASSWORD).client.token)
    assert read(reader.bucket(bucket.name).object("o")) == b"content"
    denied(lambda: put(reader.bucket(bucket.name), "o", b"x"))
    denied(reader.bucket(bucket.name).object("o").delete)
    denied(reader.bucket(bucket.name).delete)
    denied(lambda: read(reader.bucket(other.name).object("o")))
    users.delete("interop-reader")
    roles.delete("interop-reader")
    for one in (bucket, other):
        one.delete()
