// SPDX-License-Identifier: Apache-2.0
#include "emulator/registry/stand_in_image.h"

#include "core/json.h"
#include "emulator/registry/layer_archive.h"
#include "emulator/registry/manifest.h"

#include <array>

#include <fmt/format.h>

namespace inland::emulator::registry {

namespace {

constexpr std::array<std::string_view, 2> architectures = {"amd64", "arm64"};
constexpr std::string_view config_type = "application/vnd.oci.image.config.v1+json";
constexpr std::string_view layer_type = "application/vnd.oci.image.layer.v1.tar+gzip";

json::object descriptor(std::string_view media_type, std::string_view bytes) {
    return {
        {"mediaType", media_type}, {"digest", Digest::of(bytes).text()}, {"size", bytes.size()}};
}

StoredManifest stored(std::string_view media_type, const json::object& document) {
    auto text = json::serialize(document);
    return {Digest::of(text), std::string(media_type), std::move(text)};
}

/// A layer that all platforms share, and one of the platform's own.
Result<std::vector<LayerArchive>> make_layers(std::string_view repository, std::string_view tag,
                                              std::string_view architecture) {
    const auto name = fmt::format("{}:{}", repository, tag);
    std::vector<LayerArchive> layers;
    layers.push_back(TRY(make_layer({{"etc/image", name + "\n"}})));
    layers.push_back(
        TRY(make_layer({{"usr/bin/program", fmt::format("{} for {}\n", name, architecture)}})));
    return layers;
}

std::string config_of(std::string_view architecture, const std::vector<LayerArchive>& layers) {
    json::array diff_ids;
    for (const auto& layer : layers)
        diff_ids.emplace_back(Digest::of(layer.tar).text());
    return json::serialize(json::object{
        {"architecture", architecture},
        {"os", "linux"},
        {"created", "1970-01-01T00:00:00Z"},
        {"config", json::object{{"Entrypoint", json::array{"/usr/bin/program"}}}},
        {"rootfs", json::object{{"type", "layers"}, {"diff_ids", std::move(diff_ids)}}}});
}

/// Adds the platform's blobs to the image and returns its manifest.
Result<StoredManifest> make_platform(std::string_view repository, std::string_view tag,
                                     std::string_view architecture, StandInImage& image) {
    const auto layers = TRY(make_layers(repository, tag, architecture));
    const auto config = config_of(architecture, layers);
    json::array descriptors;
    for (const auto& layer : layers)
        descriptors.emplace_back(descriptor(layer_type, layer.gzip));
    image.blobs.push_back(config);
    for (const auto& layer : layers)
        image.blobs.push_back(layer.gzip);
    return stored(oci_manifest, {{"schemaVersion", 2},
                                 {"mediaType", oci_manifest},
                                 {"config", descriptor(config_type, config)},
                                 {"layers", std::move(descriptors)}});
}

}  // namespace

Result<StandInImage> make_stand_in_image(std::string_view repository, std::string_view tag) {
    StandInImage image{.index = {Digest::of(""), "", ""}, .manifests = {}, .blobs = {}};
    json::array platforms;
    for (const auto architecture : architectures) {
        auto manifest = TRY(make_platform(repository, tag, architecture, image));
        auto platform = descriptor(oci_manifest, manifest.text);
        platform["platform"] = json::object{{"architecture", architecture}, {"os", "linux"}};
        platforms.emplace_back(std::move(platform));
        image.manifests.push_back(std::move(manifest));
    }
    image.index = stored(
        oci_index,
        {{"schemaVersion", 2}, {"mediaType", oci_index}, {"manifests", std::move(platforms)}});
    return image;
}

}  // namespace inland::emulator::registry
