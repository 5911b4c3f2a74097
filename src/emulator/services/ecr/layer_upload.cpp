// SPDX-License-Identifier: Apache-2.0
#include "core/crypto.h"
#include "emulator/registry/layers.h"
#include "emulator/registry/uploads.h"
#include "emulator/services/ecr/lookup.h"
#include "emulator/services/ecr/tables.h"
#include "emulator/services/members.h"
#include "emulator/services/refusal.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace inland::emulator::ecr {

namespace {

/// ECR's service quotas: parts of 5 to 10 MiB but for the last, at most 4,200 of them.
constexpr std::uint64_t least_part = std::uint64_t{5} * 1024 * 1024;
constexpr std::uint64_t usual_part = std::uint64_t{10} * 1024 * 1024;
constexpr std::size_t most_parts = 4200;

registry::Uploads& uploads(const Call& call) {
    return call.world.part<registry::Uploads>();
}

Result<json::object> initiate_layer_upload(const Call& call) {
    const auto repository = TRY(find_repository(call));
    auto id = TRY(uploads(call).begin(call.world, repository));
    return json::object{{"uploadId", std::move(id)}, {"partSize", usual_part}};
}

/// Parts come in order, without a gap.
Result<void> check_part(const Call& call, const registry::Upload& upload, std::size_t bytes) {
    const auto first = number_of(call.input, "partFirstByte", -1);
    const auto last = number_of(call.input, "partLastByte", -1);
    const bool fits = first == static_cast<std::int64_t>(upload.writer.size()) &&
                      last - first + 1 == static_cast<std::int64_t>(bytes) && bytes > 0;
    if (!fits)
        return refuse(
            "InvalidLayerPartException",
            fmt::format("The layer part from byte {} to {} is not valid: the last byte "
                        "received of the upload is {}",
                        first, last, static_cast<std::int64_t>(upload.writer.size()) - 1));
    if (upload.part_sizes.size() == most_parts)
        return refuse("LimitExceededException",
                      fmt::format("An upload has at most {} parts", most_parts));
    return {};
}

Result<json::object> upload_layer_part(const Call& call) {
    const auto repository = TRY(find_repository(call));
    const auto id = text_of(call.input, "uploadId");
    auto* upload = TRY(uploads(call).find(repository, id));
    const auto bytes = decode_base64(text_of(call.input, "layerPartBlob"));
    if (!bytes)
        return invalid_parameter("layerPartBlob", "must be base64");
    TRY_VOID(check_part(call, *upload, bytes->size()));
    upload->writer.append(*bytes);
    upload->part_sizes.push_back(bytes->size());
    auto output = about(repository);
    output["uploadId"] = id;
    output["lastByteReceived"] = upload->writer.size() - 1;
    return output;
}

Result<void> check_whole(const registry::RepositoryId& repository, const std::string& id,
                         const registry::Upload& upload) {
    const auto& sizes = upload.part_sizes;
    if (sizes.empty())
        return refuse("EmptyUploadException",
                      fmt::format("No layer parts were uploaded for upload ID '{}' in the "
                                  "repository with name '{}' in the registry with id '{}'",
                                  id, repository.name, repository.scope.account));
    if (std::any_of(sizes.begin(), std::prev(sizes.end()),
                    [](std::uint64_t size) { return size < least_part; }))
        return refuse(
            "LayerPartTooSmallException",
            fmt::format("Layer parts must be at least {} bytes, but for the last", least_part));
    return {};
}

/// The digests that the caller expects; one of them must be the layer's.
Result<registry::Digest> expected_digest(const Call& call, const registry::Upload& upload) {
    const auto digests = texts_of(call.input, "layerDigests");
    const auto actual = upload.writer.digest();
    for (const auto& text : digests)
        if (!registry::Digest::parse(text))
            return refuse("InvalidLayerException",
                          fmt::format("The layer digest '{}' is not valid", text));
    if (std::ranges::find(digests, actual.text()) == digests.end())
        return refuse("InvalidLayerException",
                      fmt::format("The layer digest calculation performed by Amazon ECR ('{}') "
                                  "does not match the digests given",
                                  actual.text()));
    return actual;
}

Result<json::object> complete_layer_upload(const Call& call) {
    const auto repository = TRY(find_repository(call));
    const auto id = text_of(call.input, "uploadId");
    const auto* upload = TRY(uploads(call).find(repository, id));
    TRY_VOID(check_whole(repository, id, *upload));
    const auto digest = TRY(expected_digest(call, *upload));
    if (registry::layer_size(call.world, repository, digest))
        return refuse("LayerAlreadyExistsException",
                      fmt::format("Layer with digest '{}' already exists in the repository with "
                                  "name '{}' in the registry with id '{}'",
                                  digest.text(), repository.name, repository.scope.account));
    TRY(uploads(call).complete(call.world, repository, id, digest));
    auto output = about(repository);
    output["uploadId"] = id;
    output["layerDigest"] = digest.text();
    return output;
}

constexpr std::array operations{
    OperationRow{"InitiateLayerUpload", initiate_layer_upload},
    OperationRow{"UploadLayerPart", upload_layer_part},
    OperationRow{"CompleteLayerUpload", complete_layer_upload},
};

}  // namespace

std::span<const OperationRow> layer_upload_operations() {
    return operations;
}

}  // namespace inland::emulator::ecr
