#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Drives ECR's API of the embedded AWS with boto3: layers in parts, images, every modelled error.
Usage: boto3_registry.py ENDPOINT_URL. Exits 77 when boto3 is not there."""

import base64
import hashlib
import json
import os
import sys
import urllib.request

try:
    import boto3
    from botocore.config import Config
    from botocore.exceptions import ClientError
except ImportError as missing:
    print(f"boto3 is not installed: {missing}")
    sys.exit(77)

MIB = 1024 * 1024
DOCKER = "application/vnd.docker.distribution.manifest.v2+json"
LIST = "application/vnd.docker.distribution.manifest.list.v2+json"
OCI = "application/vnd.oci.image.manifest.v1+json"

ecr = boto3.client(
    "ecr",
    endpoint_url=sys.argv[1],
    region_name="eu-central-1",
    aws_access_key_id="123456789012",
    aws_secret_access_key="test",
    config=Config(retries={"max_attempts": 1}),
)


def refused(code, call, **arguments):
    try:
        call(**arguments)
    except ClientError as error:
        assert isinstance(error, getattr(ecr.exceptions, code)), f"{error} instead of {code}"
        return error.response["Error"]["Message"]
    raise AssertionError(f"{call} was not refused with {code}")


def digest_of(data):
    return "sha256:" + hashlib.sha256(data).hexdigest()


def upload(repository, data, part=10 * MIB):
    upload_id = ecr.initiate_layer_upload(repositoryName=repository)["uploadId"]
    for first in range(0, len(data), part):
        piece = data[first:first + part]
        answer = ecr.upload_layer_part(
            repositoryName=repository, uploadId=upload_id, partFirstByte=first,
            partLastByte=first + len(piece) - 1, layerPartBlob=piece)
        assert answer["lastByteReceived"] == first + len(piece) - 1
    return ecr.complete_layer_upload(
        repositoryName=repository, uploadId=upload_id, layerDigests=[digest_of(data)])


def manifest(config, layers, media_type=DOCKER):
    def descriptor(kind, data):
        return {"mediaType": kind, "digest": digest_of(data), "size": len(data)}

    return json.dumps({
        "schemaVersion": 2, "mediaType": media_type,
        "config": descriptor("application/vnd.docker.container.image.v1+json", config),
        "layers": [descriptor("application/vnd.docker.image.rootfs.diff.tar.gzip", layer)
                   for layer in layers]})


def layers():
    ecr.create_repository(repositoryName="parts")
    big = os.urandom(12 * MIB)
    assert upload("parts", big)["layerDigest"] == digest_of(big)
    refused("LayerAlreadyExistsException", upload, repository="parts", data=big)
    url = ecr.get_download_url_for_layer(
        repositoryName="parts", layerDigest=digest_of(big))["downloadUrl"]
    assert urllib.request.urlopen(url).read() == big
    refused("LayersNotFoundException", ecr.get_download_url_for_layer, repositoryName="parts",
            layerDigest=digest_of(b"none"))
    refused("LayerPartTooSmallException", upload, repository="parts", data=b"x" * 3 * MIB,
            part=MIB)
    answer = ecr.batch_check_layer_availability(
        repositoryName="parts", layerDigests=[digest_of(big), digest_of(b"none"), "nonsense:1"])
    assert [row["layerAvailability"] for row in answer["layers"]] == ["AVAILABLE", "UNAVAILABLE"]
    assert answer["failures"][0]["failureCode"] == "InvalidLayerDigest"

    started = ecr.initiate_layer_upload(repositoryName="parts")
    assert started["partSize"] >= 5 * MIB
    name = {"repositoryName": "parts", "uploadId": started["uploadId"]}
    refused("EmptyUploadException", ecr.complete_layer_upload, layerDigests=[digest_of(b"")],
            **name)
    refused("InvalidLayerPartException", ecr.upload_layer_part, partFirstByte=5, partLastByte=5,
            layerPartBlob=b"x", **name)
    ecr.upload_layer_part(partFirstByte=0, partLastByte=0, layerPartBlob=b"x", **name)
    refused("InvalidLayerException", ecr.complete_layer_upload, layerDigests=[digest_of(b"y")],
            **name)
    refused("UploadNotFoundException", ecr.complete_layer_upload, repositoryName="parts",
            uploadId="12345678-1234-1234-1234-123456789012", layerDigests=[digest_of(b"y")])
    refused("RepositoryNotFoundException", ecr.initiate_layer_upload, repositoryName="none")


def images():
    ecr.create_repository(repositoryName="shop/app")
    name = {"repositoryName": "shop/app"}
    config, layer = b"{}", b"a layer"
    text = manifest(config, [layer])
    refused("LayersNotFoundException", ecr.put_image, imageManifest=text, imageTag="1", **name)
    for blob in (config, layer):
        upload("shop/app", blob)
    image = ecr.put_image(imageManifest=text, imageTag="1", **name)["image"]
    digest = digest_of(text.encode())
    assert image["imageId"] == {"imageDigest": digest, "imageTag": "1"}, image
    assert image["imageManifest"] == text and image["imageManifestMediaType"] == DOCKER
    refused("ImageAlreadyExistsException", ecr.put_image, imageManifest=text, imageTag="1", **name)
    refused("ImageDigestDoesNotMatchException", ecr.put_image, imageManifest=text, imageTag="2",
            imageDigest=digest_of(b"none"), **name)
    refused("InvalidParameterException", ecr.put_image, imageManifest="no json", **name)
    ecr.put_image(imageManifest=text, imageTag="2", **name)

    several = json.dumps({"schemaVersion": 2, "mediaType": LIST, "manifests": [
        {"mediaType": DOCKER, "digest": digest, "size": len(text),
         "platform": {"architecture": "amd64", "os": "linux"}}]})
    missing = several.replace(digest, digest_of(b"none"))
    refused("ReferencedImagesNotFoundException", ecr.put_image, imageManifest=missing, **name)
    ecr.put_image(imageManifest=several, imageTag="all", **name)

    got = ecr.batch_get_image(
        imageIds=[{"imageTag": "1"}, {"imageTag": "none"}, {"imageDigest": "nonsense"},
                  {"imageDigest": digest, "imageTag": "all"}], **name)
    assert [row["imageManifest"] for row in got["images"]] == [text]
    assert [row["failureCode"] for row in got["failures"]] == [
        "ImageNotFound", "InvalidImageDigest", "ImageTagDoesNotMatchDigest"], got["failures"]
    other = ecr.batch_get_image(
        imageIds=[{"imageTag": "1"}], acceptedMediaTypes=[OCI], **name)
    assert other["images"] == []

    details = {row["imageDigest"]: row for row in ecr.describe_images(**name)["imageDetails"]}
    assert details[digest]["imageTags"] == ["1", "2"]
    assert details[digest]["imageSizeInBytes"] == len(config) + len(layer)
    refused("ImageNotFoundException", ecr.describe_images, imageIds=[{"imageTag": "none"}], **name)
    pages = list(ecr.get_paginator("list_images").paginate(
        PaginationConfig={"PageSize": 2}, **name))
    assert len(pages) == 2 and sum(len(page["imageIds"]) for page in pages) == 3
    assert ecr.list_images(filter={"tagStatus": "UNTAGGED"}, **name)["imageIds"] == []

    gone = ecr.batch_delete_image(imageIds=[{"imageDigest": digest}], **name)
    assert gone["failures"][0]["failureCode"] == "ImageReferencedByManifestList", gone
    refused("RepositoryNotEmptyException", ecr.delete_repository, **name)
    gone = ecr.batch_delete_image(imageIds=[{"imageTag": "all"}], **name)
    assert gone["imageIds"] == [{"imageDigest": digest_of(several.encode()), "imageTag": "all"}]
    gone = ecr.batch_delete_image(imageIds=[{"imageDigest": digest}], **name)
    assert {row["imageTag"] for row in gone["imageIds"]} == {"1", "2"}
    ecr.delete_repository(**name)
    ecr.delete_repository(repositoryName="parts", force=True)


def mutability():
    name = {"repositoryName": "fixed"}
    refused("InvalidParameterException", ecr.create_repository,
            imageTagMutability="IMMUTABLE_WITH_EXCLUSION", **name)
    ecr.create_repository(
        imageTagMutability="IMMUTABLE_WITH_EXCLUSION",
        imageTagMutabilityExclusionFilters=[{"filterType": "WILDCARD", "filter": "latest*"}], **name)
    for blob in (b"{}", b"one", b"two"):
        upload("fixed", blob)
    one, two = manifest(b"{}", [b"one"]), manifest(b"{}", [b"two"])
    for tag in ("1", "latest-1"):
        ecr.put_image(imageManifest=one, imageTag=tag, **name)
    ecr.put_image(imageManifest=two, imageTag="latest-1", **name)
    refused("ImageTagAlreadyExistsException", ecr.put_image, imageManifest=two, imageTag="1",
            **name)
    ecr.put_image_tag_mutability(imageTagMutability="MUTABLE", **name)
    ecr.put_image(imageManifest=two, imageTag="1", **name)
    ecr.delete_repository(force=True, **name)


def policies():
    name = {"repositoryName": "ruled"}
    ecr.create_repository(**name)
    refused("RepositoryPolicyNotFoundException", ecr.get_repository_policy, **name)
    refused("InvalidParameterException", ecr.set_repository_policy, policyText="{}", **name)
    policy = json.dumps({"Version": "2012-10-17", "Statement": [
        {"Effect": "Allow", "Principal": "*", "Action": "ecr:BatchGetImage"}]})
    ecr.set_repository_policy(policyText=policy, **name)
    assert ecr.get_repository_policy(**name)["policyText"] == policy
    ecr.delete_repository_policy(**name)
    rule = {"rulePriority": 1, "action": {"type": "expire"}, "selection": {
        "tagStatus": "untagged", "countType": "imageCountMoreThan", "countNumber": 100}}
    refused("LifecyclePolicyNotFoundException", ecr.get_lifecycle_policy, **name)
    ecr.put_lifecycle_policy(lifecyclePolicyText=json.dumps({"rules": [rule]}), **name)
    refused("InvalidParameterException", ecr.put_lifecycle_policy,
            lifecyclePolicyText=json.dumps({"rules": [rule, rule]}), **name)
    ecr.delete_lifecycle_policy(**name)
    ecr.delete_repository(**name)


def settings():
    assert ecr.describe_registry()["replicationConfiguration"] == {"rules": []}
    refused("RegistryPolicyNotFoundException", ecr.get_registry_policy)
    assert ecr.get_registry_scanning_configuration()["scanningConfiguration"]["scanType"] == "BASIC"
    ecr.put_registry_scanning_configuration(scanType="ENHANCED", rules=[])
    data = ecr.get_authorization_token()["authorizationData"][0]
    assert base64.b64decode(data["authorizationToken"]).startswith(b"AWS:")
    assert data["proxyEndpoint"] == "https://123456789012.dkr.ecr.eu-central-1.amazonaws.com"
    rule = {"ecrRepositoryPrefix": "hub", "upstreamRegistryUrl": "registry-1.docker.io"}
    refused("InvalidParameterException", ecr.create_pull_through_cache_rule, **rule)
    refused("UnsupportedUpstreamRegistryException", ecr.create_pull_through_cache_rule,
            ecrRepositoryPrefix="x1", upstreamRegistryUrl="registry.example.com")
    rule = {"ecrRepositoryPrefix": "quay", "upstreamRegistryUrl": "quay.io"}
    ecr.create_pull_through_cache_rule(**rule)
    refused("PullThroughCacheRuleAlreadyExistsException", ecr.create_pull_through_cache_rule, **rule)
    assert ecr.describe_pull_through_cache_rules()["pullThroughCacheRules"][0][
        "upstreamRegistry"] == "quay"
    pulled = ecr.batch_get_image(repositoryName="quay/prometheus/node-exporter",
                                 imageIds=[{"imageTag": "v1.8.2"}])
    assert len(pulled["images"]) == 1, pulled
    ecr.delete_pull_through_cache_rule(ecrRepositoryPrefix="quay")
    refused("PullThroughCacheRuleNotFoundException", ecr.delete_pull_through_cache_rule,
            ecrRepositoryPrefix="quay")


for part in (layers, images, mutability, policies, settings):
    part()
    print(f"{part.__name__}: as AWS")
