// SPDX-License-Identifier: Apache-2.0
#include "emulator/registry/upload_answers.h"

#include "emulator/registry/access.h"
#include "emulator/registry/images.h"
#include "emulator/registry/layers.h"
#include "emulator/registry/uploads.h"

#include <charconv>

#include <fmt/format.h>

namespace inland::emulator::registry {

namespace {

Uploads& uploads(const Visit& visit) {
    return visit.world.part<Uploads>();
}

Answer progress(const Visit& visit, int status, const std::string& id, std::uint64_t size) {
    return {
        .response = {.status = status,
                     .headers = {{"Location", fmt::format("{}/blobs/uploads/{}", visit.base(), id)},
                                 {"Docker-Upload-UUID", id},
                                 // Inclusive, so that nothing yet is "0-0" like one byte.
                                 {"Range", fmt::format("0-{}", size == 0 ? 0 : size - 1)}},
                     .body = {}}};
}

Answer created(const Visit& visit, const Digest& digest) {
    return {.response = {
                .status = 201,
                .headers = {{"Location", fmt::format("{}/blobs/{}", visit.base(), digest.text())},
                            {"Docker-Content-Digest", digest.text()}},
                .body = {}}};
}

/// The blob that ?mount= and ?from= name, where the caller may read it and a manifest there names
/// it; without those the client uploads.
std::optional<Digest> mountable(const Visit& visit) {
    const auto digest = Digest::parse(visit.query("mount"));
    const auto from = visit.query("from");
    if (!digest || from.empty())
        return std::nullopt;
    const auto source =
        resolve_name(visit.world, visit.home, visit.request.headers.get_or_empty("Host"), from);
    const RepositoryId repository{source.address.scope, source.name};
    const bool same_registry = source.address.scope == visit.target.address.scope;
    const bool readable =
        same_registry &&
        authorize(visit.world, visit.caller, repository, "ecr:GetDownloadUrlForLayer").has_value();
    return readable && is_referenced(visit.world, repository, *digest) ? digest : std::nullopt;
}

void mount(const Visit& visit, const Digest& digest) {
    const auto source = resolve_name(
        visit.world, visit.home, visit.request.headers.get_or_empty("Host"), visit.query("from"));
    const auto size =
        layer_size(visit.world, {source.address.scope, source.name}, digest).value_or(0);
    add_layer(visit.world, visit.repository(), digest, size);
}

/// "0-99" or "bytes 0-99/200": where a chunk begins.
std::optional<std::uint64_t> first_byte(std::string_view range) {
    if (range.starts_with("bytes "))
        range.remove_prefix(range.find(' ') + 1);
    std::uint64_t first = 0;
    const auto [end, error] = std::from_chars(range.data(), range.data() + range.size(), first);
    return error == std::errc() && end != range.data() ? std::optional(first) : std::nullopt;
}

Result<void> check_place(const Visit& visit, std::uint64_t size) {
    const auto range = visit.request.headers.get_or_empty("Content-Range");
    if (range.empty() || first_byte(range) == size)
        return {};
    return failure(
        ErrorKind::InvalidInput,
        fmt::format("The chunk does not begin at byte {}, where the upload stands", size),
        "BLOB_UPLOAD_INVALID", 416);
}

}  // namespace

Result<std::string> begin_upload(const Visit& visit) {
    TRY_VOID(admit(visit, "ecr:InitiateLayerUpload"));
    TRY_VOID(require_repository(visit.world, visit.repository()));
    if (mountable(visit))
        return "";
    return uploads(visit).begin(visit.world, visit.repository());
}

Result<std::string> begin_chunk(const Visit& visit) {
    TRY_VOID(admit(visit, "ecr:UploadLayerPart"));
    TRY_VOID(require_repository(visit.world, visit.repository()));
    const auto* upload = TRY(uploads(visit).find(visit.repository(), visit.route.reference));
    TRY_VOID(check_place(visit, upload->writer.size()));
    return visit.route.reference;
}

Result<std::string> begin_last_chunk(const Visit& visit) {
    TRY_VOID(admit(visit, "ecr:CompleteLayerUpload"));
    TRY(digest_in(visit.query("digest")));
    return begin_chunk(visit);
}

Result<void> take_upload(const Visit& visit, std::string& id, std::string_view bytes) {
    if (!id.empty())
        TRY(uploads(visit).find(visit.repository(), id))->writer.append(bytes);
    return {};
}

Result<Answer> started_upload(const Visit& visit, const std::string& id) {
    if (id.empty()) {
        const auto digest = TRY(digest_in(visit.query("mount")));
        mount(visit, digest);
        return created(visit, digest);
    }
    const auto* upload = TRY(uploads(visit).find(visit.repository(), id));
    if (visit.query("digest").empty())
        return progress(visit, 202, id, upload->writer.size());
    return completed_upload(visit, id);
}

Result<Answer> took_chunk(const Visit& visit, const std::string& id) {
    const auto* upload = TRY(uploads(visit).find(visit.repository(), id));
    return progress(visit, 202, id, upload->writer.size());
}

Result<Answer> completed_upload(const Visit& visit, const std::string& id) {
    const auto expected = TRY(digest_in(visit.query("digest")));
    return created(visit,
                   TRY(uploads(visit).complete(visit.world, visit.repository(), id, expected)));
}

Result<Answer> upload_status(const Visit& visit) {
    TRY_VOID(admit(visit, "ecr:UploadLayerPart"));
    const auto& id = visit.route.reference;
    const auto* upload = TRY(uploads(visit).find(visit.repository(), id));
    return progress(visit, 204, id, upload->writer.size());
}

Result<Answer> cancel_upload(const Visit& visit) {
    TRY_VOID(admit(visit, "ecr:UploadLayerPart"));
    TRY_VOID(uploads(visit).cancel(visit.repository(), visit.route.reference));
    return Answer{.response = {.status = 204, .headers = {}, .body = {}}};
}

}  // namespace inland::emulator::registry
