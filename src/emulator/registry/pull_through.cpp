// SPDX-License-Identifier: Apache-2.0
#include "emulator/registry/pull_through.h"

#include "emulator/registry/blob_store.h"
#include "emulator/registry/images.h"
#include "emulator/registry/layers.h"
#include "emulator/registry/manifest.h"
#include "emulator/registry/repositories.h"
#include "emulator/registry/tag_mutability.h"
#include "emulator/services/members.h"
#include "emulator/world.h"
#include "knowledge/tables.h"

#include <algorithm>

namespace inland::emulator::registry {

namespace {

constexpr std::string_view root_prefix = "ROOT";

/// The rule with the longest prefix that covers the repository, or nullptr.
const json::object* rule_for(const World& world, const RepositoryId& repository) {
    const json::object* best = nullptr;
    std::size_t length = 0;
    for (const auto& [prefix, rule] :
         world.store().list(repository.scope, kind::pull_through_cache_rule)) {
        const bool covers = prefix == root_prefix || repository.name.starts_with(prefix + "/");
        const auto weight = prefix == root_prefix ? 1 : prefix.size() + 1;
        if (covers && weight > length) {
            best = rule;
            length = weight;
        }
    }
    return best;
}

/// "docker-hub/library/nginx" under the rule of "docker-hub" is "library/nginx" upstream.
std::string upstream_name(const json::object& rule, const std::string& name) {
    const auto prefix = text_of(rule, "ecrRepositoryPrefix");
    const auto rest = prefix == root_prefix ? name : name.substr(prefix.size() + 1);
    const auto above = text_of(rule, "upstreamRepositoryPrefix");
    return above.empty() || above == root_prefix ? rest : above + "/" + rest;
}

std::optional<Address> upstream_address(const World& world, const json::object& rule) {
    const auto url = text_of(rule, "upstreamRegistryUrl");
    const auto& registries = world.tables().registries;
    const auto known = std::ranges::find(registries, url, &knowledge::PublicRegistry::upstream_url);
    return address_of_host(world, known == registries.end() ? url : known->host);
}

/// One image with everything that it refers to, from one repository into another.
class Import {
  public:
    Import(World& world, Content& from, const RepositoryId& into)
        : world_(world), from_(from), into_(into) {}

    Result<void> copy(std::string_view reference, std::optional<std::string> tag) {
        auto stored = TRY(from_.manifest(reference));
        const auto manifest = TRY(parse_manifest(stored.text, stored.media_type));
        for (const auto& blob : blobs_of(manifest))
            add_layer(world_, into_, blob.digest, TRY(from_.blob(blob.digest)));
        for (const auto& platform : manifest.manifests)
            TRY_VOID(copy(platform.digest.text(), std::nullopt));
        TRY(push_image(world_, into_,
                       {.manifest = std::move(stored.text),
                        .media_type = std::move(stored.media_type),
                        .tag = std::move(tag)}));
        return {};
    }

  private:
    World& world_;
    Content& from_;
    const RepositoryId& into_;
};

bool is_there(const World& world, const RepositoryId& repository, std::string_view reference) {
    const auto digest = Digest::parse(reference);
    return digest ? find_image(world, repository, *digest) != nullptr
                  : tagged(world, repository, reference).has_value();
}

}  // namespace

Result<void> pull_through(World& world, const RepositoryId& repository,
                          std::string_view reference) {
    const auto* rule = rule_for(world, repository);
    if (rule == nullptr || is_there(world, repository, reference))
        return {};
    const auto address = upstream_address(world, *rule);
    if (!address)
        return {};
    const auto upstream = content_of(world, *address, upstream_name(*rule, repository.name));
    if (!upstream || !(*upstream)->manifest(reference))
        return {};
    if (world.store().find(key_of(repository)) == nullptr)
        world.store().put(key_of(repository), new_repository(world, repository));
    const auto tag =
        Digest::parse(reference) ? std::nullopt : std::optional(std::string(reference));
    return Import(world, **upstream, repository).copy(reference, tag);
}

}  // namespace inland::emulator::registry
