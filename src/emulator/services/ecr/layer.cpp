// SPDX-License-Identifier: Apache-2.0
#include "emulator/registry/layer_bucket.h"
#include "emulator/registry/layers.h"
#include "emulator/registry/registry.h"
#include "emulator/services/ecr/lookup.h"
#include "emulator/services/ecr/tables.h"
#include "emulator/services/members.h"
#include "emulator/services/refusal.h"

#include <array>

#include <fmt/format.h>

namespace inland::emulator::ecr {

namespace {

constexpr std::string_view layer_media_type = "application/vnd.docker.image.rootfs.diff.tar.gzip";

json::object layer_failure(const std::string& digest, std::string_view code,
                           std::string_view reason) {
    return {{"layerDigest", digest}, {"failureCode", code}, {"failureReason", reason}};
}

json::object availability(const std::string& text, std::optional<std::uint64_t> size) {
    json::object layer{{"layerDigest", text},
                       {"layerAvailability", size ? "AVAILABLE" : "UNAVAILABLE"}};
    if (size) {
        layer["layerSize"] = *size;
        layer["mediaType"] = layer_media_type;
    }
    return layer;
}

Result<json::object> batch_check_layer_availability(const Call& call) {
    const auto repository = TRY(find_repository(call));
    json::array layers;
    json::array failures;
    for (const auto& text : texts_of(call.input, "layerDigests")) {
        if (const auto digest = registry::Digest::parse(text))
            layers.emplace_back(
                availability(text, registry::layer_size(call.world, repository, *digest)));
        else
            failures.emplace_back(layer_failure(text, "InvalidLayerDigest",
                                                "Invalid layer digest: the value is not a digest"));
    }
    return json::object{{"layers", std::move(layers)}, {"failures", std::move(failures)}};
}

Result<json::object> get_download_url(const Call& call) {
    const auto repository = TRY(find_repository(call));
    const auto text = text_of(call.input, "layerDigest");
    const auto digest = registry::Digest::parse(text);
    if (!digest || !registry::layer_size(call.world, repository, *digest))
        return refuse("LayersNotFoundException",
                      fmt::format("The layer with digest '{}' does not exist within the repository "
                                  "with name '{}' in the registry with id '{}'",
                                  text, repository.name, repository.scope.account));
    return json::object{
        {"downloadUrl", registry::layer_url(call.world, repository.scope.region,
                                            call.world.part<registry::Origin>().host, *digest,
                                            SystemClock().now())},
        {"layerDigest", digest->text()}};
}

constexpr std::array operations{
    OperationRow{"BatchCheckLayerAvailability", batch_check_layer_availability},
    OperationRow{"GetDownloadUrlForLayer", get_download_url},
};

}  // namespace

std::span<const OperationRow> layer_operations() {
    return operations;
}

}  // namespace inland::emulator::ecr
