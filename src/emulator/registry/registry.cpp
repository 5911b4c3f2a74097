// SPDX-License-Identifier: Apache-2.0
#include "emulator/registry/registry.h"

#include "emulator/registry/access.h"
#include "emulator/registry/blob_store.h"
#include "emulator/registry/layer_bucket.h"
#include "emulator/registry/push_receivers.h"

#include <algorithm>
#include <array>
#include <set>

#include <fmt/format.h>

namespace inland::emulator::registry {

namespace {

struct Row {
    Resource resource;
    std::string_view method;
    Result<Answer> (*answer)(const Visit&);
};

constexpr std::array rows = std::to_array<Row>({
    {Resource::Base, "GET", answer_base},
    {Resource::Base, "HEAD", answer_base},
    {Resource::Catalog, "GET", answer_catalog},
    {Resource::Manifest, "GET", get_manifest},
    {Resource::Manifest, "HEAD", get_manifest},
    {Resource::Manifest, "DELETE", delete_manifest},
    {Resource::Blob, "GET", get_blob},
    {Resource::Blob, "HEAD", get_blob},
    {Resource::Tags, "GET", list_tags},
    {Resource::Referrers, "GET", list_referrers},
    {Resource::Upload, "GET", upload_status},
    {Resource::Upload, "DELETE", cancel_upload},
});

bool has_name(Resource resource) {
    return resource != Resource::Base && resource != Resource::Catalog;
}

std::unexpected<Error> unsupported() {
    return failure(ErrorKind::InvalidInput, "The operation is unsupported.", "UNSUPPORTED", 405);
}

}  // namespace

Result<void> Registry::open(const std::optional<std::filesystem::path>& state) {
    if (!state)
        return {};
    auto& blobs = world_.part<BlobStore>();
    TRY_VOID(blobs.open(*state / "registry"));
    std::set<std::string> named;
    for (const auto kind : {kind::image, kind::layer})
        for (const auto& [key, record] : world_.store().list_everywhere(kind))
            named.insert(key.id.substr(key.id.find('@') + 1));
    blobs.keep_only(named);
    return {};
}

bool Registry::owns(const http::Request& request) {
    const auto path = request.raw_path();
    return path == "/v2" || path.starts_with("/v2/") || is_for_layer_bucket(request);
}

Result<Visit> Registry::visit(const http::Request& request) {
    auto route = parse_route(request.raw_path());
    if (!route)
        return unsupported();
    auto target = resolve_name(world_, home_, request.headers.get_or_empty("Host"), route->name);
    Visit visit{.world = world_,
                .home = home_,
                .request = request,
                .route = *std::move(route),
                .target = std::move(target),
                .wall_now = wall_now_()};
    if (visit.target.address.kind == RegistryKind::Ecr)
        visit.caller = TRY(authenticate(world_, request, signatures_, home_, visit.wall_now));
    if (has_name(visit.route.resource) && !is_repository_name(visit.target.name))
        return failure(ErrorKind::InvalidInput, "invalid repository name", "NAME_INVALID", 400);
    return visit;
}

Result<Answer> Registry::answer(const http::Request& request) {
    const auto visited = TRY(visit(request));
    const auto* row = std::ranges::find_if(rows, [&](const Row& candidate) {
        return candidate.resource == visited.route.resource && candidate.method == request.method;
    });
    return row == rows.end() ? unsupported() : row->answer(visited);
}

void Registry::handle(const http::Request& request, http::Responder responder) {
    if (is_for_layer_bucket(request))
        return deliver(answer_layer_bucket(world_, request, wall_now_()), responder);
    send(answer(request), request, std::move(responder));
}

http::ReceiverChooser Registry::receiver() {
    return [this](const http::Request& head) -> std::unique_ptr<http::BodyReceiver> {
        if (!owns(head) || is_for_layer_bucket(head))
            return nullptr;
        return make_push_receiver(
            head, [this](const http::Request& request) { return visit(request); },
            [this](Result<Answer> answered, const http::Request& request,
                   http::Responder responder) {
                send(std::move(answered), request, std::move(responder));
            });
    };
}

void Registry::send(Result<Answer> answered, const http::Request& request,
                    http::Responder responder) {
    auto outcome =
        answered ? *std::move(answered) : Answer{.response = refusal(answered.error(), request)};
    outcome.response.headers.set("Docker-Distribution-Api-Version", "registry/2.0");
    deliver(std::move(outcome), responder);
}

http::Response Registry::refusal(const Error& error, const http::Request& request) const {
    auto response = error_response(error);
    if (error.code != "UNAUTHORIZED")
        return response;
    const auto route = parse_route(request.raw_path()).value_or(Route{});
    const auto target =
        resolve_name(world_, home_, request.headers.get_or_empty("Host"), route.name);
    response.headers.add("WWW-Authenticate",
                         fmt::format("Basic realm=\"https://{}/\",service=\"ecr.amazonaws.com\"",
                                     target.address.host));
    return response;
}

}  // namespace inland::emulator::registry
