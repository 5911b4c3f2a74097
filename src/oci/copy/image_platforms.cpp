// SPDX-License-Identifier: Apache-2.0
#include "oci/copy/image_platforms.h"

#include "core/json.h"
#include "oci/copy/choose_platforms.h"
#include "oci/copy/root_manifest.h"
#include "oci/copy/task_graph.h"
#include "oci/media_types.h"

#include <algorithm>
#include <array>

namespace inland::oci {

namespace {

constexpr std::size_t most_workers = 8;

/// Whole, since the last bytes come only when all of them are what the digest says.
Result<std::string> read_whole(BlobReader& reader, std::size_t limit) {
    std::string text;
    std::array<char, std::size_t{16} * 1024> room{};
    while (const auto length = TRY(reader.read(room))) {
        if (text.size() + length > limit)
            return failure(ErrorKind::InvalidInput, "an image's config of more than 4 MiB");
        text.append(room.data(), length);
    }
    return text;
}

/// Charts, signatures and policies are stored as images are, with configs of other types.
bool says_what_it_runs_on(const Manifest& manifest) {
    return manifest.config && (manifest.config->media_type == media_type::oci_config ||
                               manifest.config->media_type == media_type::docker_config);
}

class Asked {
  public:
    Asked(const ImageName& image, Registries& registries, http::StreamClient& http,
          const std::stop_token& stop)
        : image_(image), origin_(origin_of(image, registries, nullptr)), http_(http), stop_(stop) {}

    AskedPlatforms platforms() {
        const auto root = TRY(read_root(*origin_, image_, image_.reference(), {}, http_, stop_));
        if (root.manifest.kind == ManifestKind::Index)
            return platforms_of(root.manifest);
        return of_config(root.manifest);
    }

  private:
    AskedPlatforms of_config(const Manifest& manifest) {
        if (!says_what_it_runs_on(manifest))
            return std::vector<Platform>{};
        const auto reader = TRY(origin_->open(*manifest.config, 1, http_, stop_));
        const auto config = TRY(parse_json(TRY(read_whole(*reader, max_manifest_bytes))));
        if (!config.is_object())
            return failure(ErrorKind::InvalidInput, "an image's config that is not an object");
        return std::vector{read_platform(config.get_object())};
    }

    const ImageName& image_;
    std::unique_ptr<Origin> origin_;
    http::StreamClient& http_;
    const std::stop_token& stop_;
};

}  // namespace

std::vector<AskedPlatforms> ask_platforms(const std::vector<ImageName>& images,
                                          Registries& registries, const std::stop_token& stop) {
    std::vector<AskedPlatforms> answers(
        images.size(), failure(ErrorKind::Interrupted, "interrupted before it was asked"));
    std::vector<http::StreamClient> workers(
        std::clamp<std::size_t>(images.size(), 1, most_workers));
    TaskGraph graph;
    for (std::size_t i = 0; i < images.size(); ++i)
        graph.add([&, i](std::size_t worker) -> Result<void> {
            answers[i] = Asked(images[i], registries, workers[worker], stop).platforms();
            return {};
        });
    graph.run(workers.size(), stop);
    return answers;
}

}  // namespace inland::oci
