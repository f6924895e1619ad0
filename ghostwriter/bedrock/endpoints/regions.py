"""AWS regions, and the hosts at which a service of a region is reached.

The list is botocore's (``endpoints.json``, read on 2026-12-01); a test compares it with the installed one. It is kept here
because loading botocore costs more than most commands do.
"""

import re
from collections.abc import Mapping

REGIONS = ("AWS_REGION_NAME", "AWS_REGION", "AWS_DEFAULT_REGION")
"""The variables that name a run's region, the first that is set."""
PARTITIONS: Mapping[str, tuple[str, frozenset[str]]] = {
    "aws": ("amazonaws.com", frozenset({
        "af-south-1", "ap-east-1", "ap-east-2", "ap-northeast-1", "ap-northeast-2", "ap-northeast-3", "ap-south-1",
        "ap-south-2", "ap-southeast-1", "ap-southeast-2", "ap-southeast-3", "ap-southeast-4", "ap-southeast-5",
        "ap-southeast-6", "ap-southeast-7", "ca-central-1", "ca-west-1", "eu-central-1", "eu-central-2", "eu-north-1",
        "eu-south-1", "eu-south-2", "eu-west-1", "eu-west-2", "eu-west-3", "il-central-1", "me-central-1",
        "me-south-1", "mx-central-1", "sa-east-1", "us-east-1", "us-east-2", "us-west-1", "us-west-2",
    })),
    "aws-cn": ("amazonaws.com.cn", frozenset({"cn-north-1", "cn-northwest-1"})),
    "aws-us-gov": ("amazonaws.com", frozenset({"us-gov-east-1", "us-gov-west-1"})),
    "aws-eusc": ("amazonaws.eu", frozenset({"eusc-de-east-1"})),
}  # fmt: skip
"""Each partition's DNS suffix and regions."""
KNOWN_REGIONS = frozenset(region for _, regions in PARTITIONS.values() for region in regions)
_REGION = re.compile(r"[a-z]{2,4}(?:-[a-z]{2,10}){1,2}-[0-9]{1,2}")


def is_region(name: str) -> bool:
    """Check that a name has the form of a region's, one label of a host name; it may be newer than the list."""
    return _REGION.fullmatch(name) is not None


def partition_of(region: str) -> str:
    """The partition of a region; ``aws`` for one that is not on the list."""
    return next((name for name, (_, regions) in PARTITIONS.items() if region in regions), "aws")


def origin(service: str, region: str) -> str:
    """The address of a service in a region, such as ``https://bedrock-runtime.eu-west-1.amazonaws.com``."""
    suffix, _ = PARTITIONS[partition_of(region)]
    return f"https://{service}.{region}.{suffix}"


def origins(service: str, region: str) -> tuple[str, ...]:
    """Addresses with FIPS and dual-stack ones, which boto3 uses if the user's AWS configuration says so."""
    dual_stack = "api.amazonwebservices.com.cn" if region.startswith("cn-") else "api.aws"
    return (
        origin(service, region),
        origin(f"{service}-fips", region),
        f"https://{service}.{region}.{dual_stack}",
        f"https://{service}-fips.{region}.{dual_stack}",
    )
