"""Regions and hosts, compared with botocore's own."""

import json
from pathlib import Path

import botocore
import pytest

from ghostwriter.bedrock.endpoints.regions import KNOWN_REGIONS, PARTITIONS, is_region, origin, origins, partition_of

ENDPOINTS = json.loads((Path(botocore.__file__).parent / "data/endpoints.json").read_bytes())["partitions"]


@pytest.mark.parametrize("partition", list(PARTITIONS))
def test_the_list_is_botocores(partition: str) -> None:
    suffix, regions = PARTITIONS[partition]
    theirs = next(entry for entry in ENDPOINTS if entry["partition"] == partition)

    assert theirs["dnsSuffix"] == suffix
    assert frozenset(theirs["regions"]) == regions
    assert {partition_of(region) for region in regions} == {partition}


@pytest.mark.parametrize("region", sorted(KNOWN_REGIONS))
def test_a_service_is_where_botocore_looks_for_it(region: str) -> None:
    from botocore.session import Session

    client = Session().create_client("bedrock-runtime", region_name=region)

    assert client.meta.endpoint_url == origin("bedrock-runtime", region)
    assert client.meta.endpoint_url in origins("bedrock-runtime", region)
    assert is_region(region)


@pytest.mark.parametrize(
    "name", ["", "us-east-1.", "us-east-1/", "US-EAST-1", "us.east-1", "evil.test", "us-east-1\n", "us-east-１", "a-1"]
)
def test_what_would_not_be_one_label_of_a_host_is_no_region(name: str) -> None:
    assert not is_region(name)
