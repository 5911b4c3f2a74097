// SPDX-License-Identifier: Apache-2.0
// What clients read: manifests, blobs, tags, referrers, the catalog.
#include "emulator/registry/blob_store.h"
#include "emulator/registry/byte_range.h"
#include "emulator/registry/images.h"
#include "emulator/registry/layer_bucket.h"
#include "emulator/registry/manifest.h"
#include "emulator/registry/repositories.h"
#include "emulator/registry/visit.h"
#include "emulator/services/records.h"

#include <fmt/format.h>

namespace inland::emulator::registry {

namespace {

Result<std::unique_ptr<Content>> content(const Visit& visit) {
    return content_of(visit.world, visit.target.address, visit.target.name);
}

Answer json_answer(std::string_view media_type, std::string body) {
    return {.response = {.status = 200,
                         .headers = {{"Content-Type", std::string(media_type)}},
                         .body = std::move(body)}};
}

}  // namespace

Result<Answer> answer_base(const Visit&) {
    return json_answer("application/json; charset=utf-8", "{}");
}

Result<Answer> answer_catalog(const Visit& visit) {
    std::vector<std::string> names;
    for (const auto& [name, record] :
         visit.world.store().list(visit.target.address.scope, kind::repository))
        names.push_back(name);
    return page_of(visit, "repositories", names, {});
}

Result<Answer> get_manifest(const Visit& visit) {
    TRY_VOID(admit(visit, "ecr:BatchGetImage"));
    const auto stored = TRY(TRY(content(visit))->manifest(visit.route.reference));
    auto answer = json_answer(stored.media_type, stored.text);
    answer.response.headers.add("Docker-Content-Digest", stored.digest.text());
    answer.response.headers.add("ETag", fmt::format("\"{}\"", stored.digest.text()));
    return answer;
}

Result<Answer> delete_manifest(const Visit& visit) {
    TRY_VOID(admit(visit, "ecr:BatchDeleteImage"));
    TRY_VOID(require_repository(visit.world, visit.repository()));
    const auto digest = Digest::parse(visit.route.reference);
    if (digest)
        TRY_VOID(delete_image(visit.world, visit.repository(), *digest));
    else
        TRY_VOID(delete_tag(visit.world, visit.repository(), visit.route.reference));
    return Answer{.response = {.status = 202, .headers = {}, .body = {}}};
}

/// ECR keeps its layers in S3 and sends clients there; the stand-ins answer themselves.
Result<Answer> get_blob(const Visit& visit) {
    TRY_VOID(admit(visit, "ecr:GetDownloadUrlForLayer"));
    const auto digest = TRY(digest_in(visit.route.reference));
    const auto size = TRY(TRY(content(visit))->blob(digest));
    http::Headers headers{{"Content-Type", "application/octet-stream"},
                          {"Docker-Content-Digest", digest.text()}};
    const bool redirects = visit.target.address.kind == RegistryKind::Ecr;
    if (!redirects || visit.request.method == "HEAD")
        return file_answer(visit.request, visit.world.part<BlobStore>().path(digest), size,
                           std::move(headers));
    headers.add("Location",
                layer_url(visit.world, visit.target.address.scope.region,
                          visit.request.headers.get_or_empty("Host"), digest, visit.wall_now));
    return Answer{.response = {.status = 307, .headers = std::move(headers), .body = {}}};
}

Result<Answer> list_tags(const Visit& visit) {
    TRY_VOID(admit(visit, visit.target.address.kind == RegistryKind::Ecr ? "ecr:ListImages"
                                                                         : "ecr:BatchGetImage"));
    const auto tags = TRY(TRY(content(visit))->tags());
    return page_of(visit, "tags", tags, {{"name", visit.route.name}});
}

Result<Answer> list_referrers(const Visit& visit) {
    TRY_VOID(admit(visit, "ecr:BatchGetImage"));
    const auto subject = TRY(digest_in(visit.route.reference));
    auto descriptors = TRY(TRY(content(visit))->referrers(subject));
    const auto wanted = visit.query("artifactType");
    json::array kept;
    for (auto& descriptor : descriptors)
        if (wanted.empty() || string_or_empty(descriptor, "artifactType") == wanted)
            kept.push_back(std::move(descriptor));
    auto answer = json_answer(
        oci_index,
        json::serialize(json::object{
            {"schemaVersion", 2}, {"mediaType", oci_index}, {"manifests", std::move(kept)}}));
    if (!wanted.empty())
        answer.response.headers.add("OCI-Filters-Applied", "artifactType");
    return answer;
}

}  // namespace inland::emulator::registry
