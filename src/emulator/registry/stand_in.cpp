// SPDX-License-Identifier: Apache-2.0
#include "emulator/registry/stand_in.h"

#include "emulator/registry/blob_store.h"
#include "emulator/registry/stand_in_image.h"
#include "emulator/services/refusal.h"
#include "emulator/world.h"
#include "knowledge/tables.h"

#include <map>
#include <set>

namespace inland::emulator::registry {

namespace {

/// Everything of one repository, made once; the blobs' bytes are in the BlobStore.
struct Made {
    std::map<std::string, Digest> tags;
    std::map<Digest, StoredManifest> manifests;
    std::map<Digest, std::uint64_t> blobs;
};

struct MadeRepositories {
    std::map<std::string, Made, std::less<>> by_name;
};

void add_tags_of(const knowledge::Addon& addon, const knowledge::Image& image,
                 std::set<std::string>& tags) {
    if (!image.tag.contains("{version}")) {
        tags.insert(image.tag);
        return;
    }
    for (const auto& version : addon.versions)
        tags.insert(knowledge::expand(image.tag, {{"version", version.version}}));
}

Result<void> add_image(World& world, std::string_view repository, const std::string& tag,
                       Made& made) {
    auto image = TRY(make_stand_in_image(repository, tag));
    auto& store = world.part<BlobStore>();
    for (const auto& blob : image.blobs)
        made.blobs.emplace(TRY(store.put(blob)), blob.size());
    made.tags.emplace(tag, image.index.digest);
    image.manifests.push_back(std::move(image.index));
    for (auto& manifest : image.manifests) {
        const auto digest = manifest.digest;
        made.manifests.emplace(digest, std::move(manifest));
    }
    return {};
}

Result<const Made*> make(World& world, std::string_view repository,
                         const std::vector<std::string>& tags) {
    auto& known = world.part<MadeRepositories>().by_name;
    if (const auto found = known.find(repository); found != known.end())
        return &found->second;
    Made made;
    for (const auto& tag : tags)
        TRY_VOID(add_image(world, repository, tag, made));
    return &known.emplace(repository, std::move(made)).first->second;
}

class StandIn final : public Content {
  public:
    explicit StandIn(const Made& made) : made_(made) {}

    Result<StoredManifest> manifest(std::string_view reference) override {
        auto digest = Digest::parse(reference);
        if (const auto tag = made_.tags.find(std::string(reference)); tag != made_.tags.end())
            digest = tag->second;
        const auto found = digest ? made_.manifests.find(*digest) : made_.manifests.end();
        if (found == made_.manifests.end())
            return refuse("ImageNotFound", "Requested image not found");
        return found->second;
    }

    Result<std::uint64_t> blob(const Digest& digest) override {
        const auto found = made_.blobs.find(digest);
        if (found == made_.blobs.end())
            return refuse("LayerNotFound", "blob unknown to registry");
        return found->second;
    }

    Result<std::vector<std::string>> tags() override {
        std::vector<std::string> names;
        for (const auto& [tag, digest] : made_.tags)
            names.push_back(tag);
        return names;
    }

    Result<json::array> referrers(const Digest&) override { return json::array(); }

  private:
    const Made& made_;
};

}  // namespace

std::vector<std::string> known_tags(const knowledge::Tables& tables, std::string_view repository) {
    std::set<std::string> tags;
    for (const auto& addon : tables.addons)
        for (const auto& image : addon.images)
            if (image.repository == repository)
                add_tags_of(addon, image, tags);
    for (const auto& image : tables.registry_images)
        if (image.repository == repository)
            tags.insert(image.tags.begin(), image.tags.end());
    return {tags.begin(), tags.end()};
}

Result<std::unique_ptr<Content>> stand_in(World& world, std::string_view repository,
                                          std::string missing) {
    const auto tags = known_tags(world.tables(), repository);
    if (tags.empty())
        return refuse("RepositoryNotFoundException", std::move(missing));
    return std::make_unique<StandIn>(*TRY(make(world, repository, tags)));
}

}  // namespace inland::emulator::registry
