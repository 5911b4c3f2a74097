// SPDX-License-Identifier: Apache-2.0
#include "emulator/registry/push_receivers.h"

#include "emulator/registry/images.h"
#include "emulator/registry/layers.h"
#include "emulator/registry/manifest.h"
#include "emulator/registry/upload_answers.h"
#include "emulator/registry/uploads.h"

#include <array>

#include <fmt/format.h>

namespace inland::emulator::registry {

namespace {

/// What happens to the body of one kind of push, and then.
struct PushRow {
    Resource resource;
    std::string_view method;
    /// From the head: where the bytes go.
    Result<std::string> (*begin)(const Visit& visit);
    /// Whether a piece of the body could be taken.
    Result<void> (*take)(const Visit& visit, std::string& state, std::string_view bytes);
    Result<Answer> (*finish)(const Visit& visit, const std::string& state);
};

/// A manifest is short enough to be held.
Result<std::string> begin_manifest(const Visit& visit) {
    TRY_VOID(admit(visit, "ecr:PutImage"));
    return "";
}

Result<void> take_manifest(const Visit&, std::string& state, std::string_view bytes) {
    if (state.size() + bytes.size() > max_manifest_bytes)
        return failure(ErrorKind::InvalidInput, "the manifest is larger than 4 MiB",
                       "MANIFEST_INVALID", 400);
    state += bytes;
    return {};
}

Result<Answer> put_manifest(const Visit& visit, const std::string& text) {
    const auto& reference = visit.route.reference;
    auto digest = Digest::parse(reference);
    const auto pushed =
        TRY(push_image(visit.world, visit.repository(),
                       {.manifest = text,
                        .media_type = visit.request.headers.get_or_empty("Content-Type"),
                        .tag = digest ? std::nullopt : std::optional(reference),
                        .digest = digest}));
    http::Headers headers{
        {"Location", fmt::format("{}/manifests/{}", visit.base(), pushed.digest.text())},
        {"Docker-Content-Digest", pushed.digest.text()}};
    if (pushed.subject)
        headers.add("OCI-Subject", pushed.subject->text());
    return Answer{.response = {.status = 201, .headers = std::move(headers), .body = {}}};
}

constexpr std::array rows = std::to_array<PushRow>({
    {Resource::Manifest, "PUT", begin_manifest, take_manifest, put_manifest},
    {Resource::Uploads, "POST", begin_upload, take_upload, started_upload},
    {Resource::Upload, "PATCH", begin_chunk, take_upload, took_chunk},
    {Resource::Upload, "PUT", begin_last_chunk, take_upload, completed_upload},
});

const PushRow* row_for(const http::Request& head) {
    const auto route = parse_route(head.raw_path());
    if (!route)
        return nullptr;
    for (const auto& row : rows)
        if (row.resource == route->resource && row.method == head.method)
            return &row;
    return nullptr;
}

class PushReceiver final : public http::BodyReceiver {
  public:
    PushReceiver(const PushRow& row, const http::Request& head, const MakeVisit& make_visit,
                 SendAnswer send)
        : row_(row), head_(head), visit_(make_visit(head_)), send_(std::move(send)) {
        if (visit_)
            state_ = row_.begin(*visit_);
        else
            state_ = std::unexpected(visit_.error());
    }

    void receive(std::string_view bytes) override {
        if (!state_)
            return;
        if (auto taken = row_.take(*visit_, *state_, bytes); !taken)
            state_ = std::unexpected(taken.error());
    }

    void finish(http::Responder responder) override {
        Result<Answer> answer =
            state_ ? row_.finish(*visit_, *state_) : std::unexpected(state_.error());
        send_(std::move(answer), head_, std::move(responder));
    }

  private:
    const PushRow& row_;
    http::Request head_;
    Result<Visit> visit_;  ///< refers to head_
    Result<std::string> state_;
    SendAnswer send_;
};

}  // namespace

std::unique_ptr<http::BodyReceiver> make_push_receiver(const http::Request& head,
                                                       const MakeVisit& make_visit,
                                                       SendAnswer send) {
    const auto* row = row_for(head);
    if (row == nullptr)
        return nullptr;
    return std::make_unique<PushReceiver>(*row, head, make_visit, std::move(send));
}

}  // namespace inland::emulator::registry
