# SPDX-License-Identifier: Apache-2.0
"""Calls every operation of ECR's images, layers, registry and pull through caches."""

import hashlib
import json

from judge import ACCOUNT, REGION

DOCKER = "application/vnd.docker.distribution.manifest.v2+json"
LAYER = "application/vnd.docker.image.rootfs.diff.tar.gzip"
CONFIG = "application/vnd.docker.container.image.v1+json"


def digest_of(content):
    return "sha256:" + hashlib.sha256(content).hexdigest()


def push_layer(judge, repository, content):
    ecr, named = judge.ecr, {"repositoryName": repository}
    upload = ecr.initiate_layer_upload(**named)["uploadId"]
    ecr.upload_layer_part(**named, uploadId=upload, partFirstByte=0,
                          partLastByte=len(content) - 1, layerPartBlob=content)
    return ecr.complete_layer_upload(**named, uploadId=upload,
                                     layerDigests=[digest_of(content)])["layerDigest"]


def manifest(config, *layers):
    def described(kind, content):
        return {"mediaType": kind, "size": len(content), "digest": digest_of(content)}

    return json.dumps({"schemaVersion": 2, "mediaType": DOCKER,
                       "config": described(CONFIG, config),
                       "layers": [described(LAYER, layer) for layer in layers]})


def push_image(judge, repository, tag, content=b"layer"):
    config = json.dumps({"architecture": "amd64", "os": "linux", "config": {},
                         "rootfs": {"type": "layers", "diff_ids": [digest_of(content)]}}).encode()
    found = judge.ecr.batch_check_layer_availability(
        repositoryName=repository, layerDigests=[digest_of(config), digest_of(content)])["layers"]
    for blob, row in zip((config, content), found):
        if row["layerAvailability"] == "UNAVAILABLE":
            push_layer(judge, repository, blob)
    return judge.ecr.put_image(repositoryName=repository, imageTag=tag,
                               imageManifestMediaType=DOCKER,
                               imageManifest=manifest(config, content))["image"]


def images(judge):
    ecr, named = judge.ecr, {"repositoryName": "judged/images"}
    ecr.create_repository(**named)
    image = push_image(judge, "judged/images", "one")
    again = {**named, "imageManifest": image["imageManifest"], "imageTag": "one"}
    judge.refused("ImageAlreadyExistsException", ecr.put_image, **again)
    ecr.put_image(**{**again, "imageTag": "two"})
    found = ecr.batch_get_image(**named, imageIds=[{"imageTag": "one"}, {"imageTag": "none"}])
    judge.expect(found["images"][0]["imageManifest"] == image["imageManifest"], "ecr.BatchGetImage",
                 "gives another manifest")
    ecr.describe_images(**named)
    ecr.describe_images(**named, imageIds=[{"imageTag": "two"}])
    ecr.list_images(**named, filter={"tagStatus": "TAGGED"})
    digest = image["imageId"]["imageDigest"]
    ecr.list_image_referrers(**named, subjectId={"imageDigest": digest})
    layer = digest_of(b"layer")
    ecr.get_download_url_for_layer(**named, layerDigest=layer)
    judge.refused("LayersNotFoundException", ecr.get_download_url_for_layer, **named,
                  layerDigest=digest_of(b"none"))
    judge.refused("ImageNotFoundException", ecr.describe_images, **named,
                  imageIds=[{"imageTag": "none"}])
    judge.refused("RepositoryNotEmptyException", ecr.delete_repository, **named)
    ecr.batch_delete_image(**named, imageIds=[{"imageTag": "one"}, {"imageTag": "none"}])
    ecr.batch_delete_image(**named, imageIds=[{"imageDigest": digest}])
    ecr.delete_repository(**named, force=True)


def registries(judge):
    ecr = judge.ecr
    ecr.describe_registry()
    ecr.put_replication_configuration(replicationConfiguration={"rules": []})
    judge.refused("RegistryPolicyNotFoundException", ecr.get_registry_policy)
    policy = json.dumps({"Version": "2012-10-17", "Statement": [
        {"Sid": "caches", "Effect": "Allow", "Principal": {"AWS": f"arn:aws:iam::{ACCOUNT}:root"},
         "Action": "ecr:CreateRepository",
         "Resource": f"arn:aws:ecr:{REGION}:{ACCOUNT}:repository/*"}]})
    ecr.put_registry_policy(policyText=policy)
    ecr.get_registry_policy()
    ecr.delete_registry_policy()
    ecr.put_registry_scanning_configuration(scanType="BASIC", rules=[
        {"scanFrequency": "SCAN_ON_PUSH", "repositoryFilters": [
            {"filter": "*", "filterType": "WILDCARD"}]}])
    ecr.get_registry_scanning_configuration()
    ecr.create_repository(repositoryName="judged/scanned")
    ecr.batch_get_repository_scanning_configuration(repositoryNames=["judged/scanned", "judged/no"])
    ecr.delete_repository(repositoryName="judged/scanned")
    ecr.put_account_setting(name="BASIC_SCAN_TYPE_VERSION", value="AWS_NATIVE")
    ecr.get_account_setting(name="BASIC_SCAN_TYPE_VERSION")


def pull_through_caches(judge):
    ecr = judge.ecr
    rule = {"ecrRepositoryPrefix": "judged-k8s"}
    made = {**rule, "upstreamRegistryUrl": "registry.k8s.io"}
    ecr.create_pull_through_cache_rule(**made)
    judge.refused("PullThroughCacheRuleAlreadyExistsException", ecr.create_pull_through_cache_rule,
                  **made)
    judge.refused("UnsupportedUpstreamRegistryException", ecr.create_pull_through_cache_rule,
                  ecrRepositoryPrefix="other", upstreamRegistryUrl="registry.example.com")
    ecr.describe_pull_through_cache_rules(ecrRepositoryPrefixes=["judged-k8s"])
    ecr.update_pull_through_cache_rule(**rule, credentialArn=(
        f"arn:aws:secretsmanager:{REGION}:{ACCOUNT}:secret:ecr-pullthroughcache/judged-AbCdEf"))
    ecr.validate_pull_through_cache_rule(**rule)
    ecr.delete_pull_through_cache_rule(**rule)
    judge.refused("PullThroughCacheRuleNotFoundException", ecr.delete_pull_through_cache_rule,
                  **rule)
