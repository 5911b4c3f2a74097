// SPDX-License-Identifier: Apache-2.0
#include "emulator/registry/answer.h"

#include "core/json.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace inland::emulator::registry {

namespace {

struct CodeRow {
    std::string_view ecr;
    std::string_view code;
    int status;
};

/// As clients of ECR's registry report them: "name unknown: The repository with name ...", "blob
/// upload unknown: Layers with digests ...", "tag invalid: The image tag ...".
constexpr std::array codes = std::to_array<CodeRow>({
    {"RepositoryNotFoundException", "NAME_UNKNOWN", 404},
    {"ImageNotFound", "MANIFEST_UNKNOWN", 404},
    {"LayersNotFoundException", "BLOB_UPLOAD_UNKNOWN", 404},
    {"ReferencedImagesNotFoundException", "MANIFEST_BLOB_UNKNOWN", 404},
    {"UploadNotFoundException", "BLOB_UPLOAD_UNKNOWN", 404},
    {"LayerNotFound", "BLOB_UNKNOWN", 404},
    {"ImageTagAlreadyExistsException", "TAG_INVALID", 400},
    {"ImageDigestDoesNotMatchException", "DIGEST_INVALID", 400},
    {"InvalidLayerException", "DIGEST_INVALID", 400},
    {"InvalidLayerPartException", "BLOB_UPLOAD_INVALID", 416},
    {"InvalidParameterException", "MANIFEST_INVALID", 400},
    {"ImageReferencedByManifestList", "DENIED", 403},
});

CodeRow row_of(const Error& error) {
    const auto* row = std::ranges::find(codes, std::string_view(error.code), &CodeRow::ecr);
    if (row != codes.end())
        return *row;
    return {error.code, error.code.empty() ? std::string_view("UNKNOWN") : error.code,
            error.http_status == 0 ? 500 : error.http_status};
}

}  // namespace

void deliver(Answer answer, http::Responder& responder) {
    if (answer.file)
        responder.send_file(std::move(answer.response), *std::move(answer.file));
    else
        responder.send(std::move(answer.response));
}

http::Response error_response(const Error& error) {
    const auto row = row_of(error);
    const json::object body{
        {"errors", json::array{json::object{{"code", row.code}, {"message", error.message}}}}};
    return {.status = row.status,
            .headers = {{"Content-Type", "application/json; charset=utf-8"}},
            .body = json::serialize(body)};
}

}  // namespace inland::emulator::registry
