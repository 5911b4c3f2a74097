// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "emulator/store.h"

#include <functional>
#include <string>
#include <string_view>

/// What ECR's registries keep beside the repositories ("ecr:repository", services/records.h). Only
/// facts: the content is in the BlobStore.
namespace inland::emulator::kind {

/// "NAME@DIGEST": an ImageDetail; hidden "_references" (digests of an index's manifests).
inline constexpr std::string_view image = "ecr:image";
/// "NAME:TAG": "digest" of the image that has it.
inline constexpr std::string_view image_tag = "ecr:image-tag";
/// "NAME@DIGEST" of a blob that was uploaded there: "size"; "_referenced" once a manifest names it.
inline constexpr std::string_view layer = "ecr:layer";
inline constexpr std::string_view pull_through_cache_rule = "ecr:pull-through-cache-rule";
/// "settings": the registry's own policy, scanning and replication, each a member.
inline constexpr std::string_view registry = "ecr:registry";
/// "signing": the emulator's key for tokens and layer URLs, hidden "_secret"; no account's.
inline constexpr std::string_view registry_key = "inland:registry-key";

}  // namespace inland::emulator::kind

namespace inland::emulator::registry {

/// A repository of one account's registry in one Region.
struct RepositoryId {
    Scope scope;
    std::string name;
};

RecordKey key_of(const RepositoryId& repository);

/// Calls `visit` with what follows `prefix` in the id of each such record, in order.
void for_each_with_prefix(
    const Store& store, const Scope& scope, std::string_view kind, const std::string& prefix,
    const std::function<void(std::string_view rest, const json::object&)>& visit);

}  // namespace inland::emulator::registry
