"""Transformations: what a cluster without Kubernetes says of them."""

from aistore.sdk.errors import AISError
from world import check, raises


def refused(call):
    """The cluster says that it cannot, or does not know it; nothing is broken."""
    error = raises(AISError, call, exact=False)
    assert error.status_code in (400, 404, 500, 501), error


@check
def etl_refused(world):
    etl = world.client.etl("interop-etl")
    spec = "apiVersion: v1\nkind: Pod\nmetadata:\n  name: interop-etl\n  annotations:\n    communication_type: hpush://\nspec:\n  containers:\n    - name: server\n      image: none\n      ports: [{name: default, containerPort: 80}]\n      command: [none]\n      readinessProbe: {httpGet: {path: /health, port: default}}\n"
    # 2.0 dropped `init_spec`; 1.13 has no `init` yet.
    if hasattr(etl, "init_spec"):
        refused(lambda: etl.init_spec(template=spec, communication_type="hpush"))
    if hasattr(etl, "init"):
        refused(lambda: etl.init(image="none", command=["none"]))
    for call in (etl.view, etl.start, etl.stop, etl.delete):
        refused(call)


@check
def etl_of_objects_refused(world):
    bucket, other = world.filled("a"), world.bucket()
    refused(lambda: bucket.transform(etl_name="interop-etl", to_bck=other))
    refused(lambda: bucket.objects(obj_names=["a"]).transform(to_bck=other, etl_name="interop-etl"))
