// SPDX-License-Identifier: Apache-2.0
#include "emulator/cluster/api/api_server.h"

#include "emulator/cluster/api/api_call.h"
#include "emulator/cluster/api/authorization.h"
#include "emulator/cluster/api/discovery.h"
#include "emulator/cluster/api/impersonation.h"
#include "emulator/cluster/api/open_api.h"
#include "emulator/cluster/api/status.h"
#include "emulator/cluster/api/watch.h"
#include "emulator/cluster/workloads/controllers.h"

#include <algorithm>
#include <array>

namespace inland::emulator::cluster {

namespace {

void send_json(const http::Responder& responder, int status, const json::object& document) {
    auto answer = responder;
    answer.send({status, {{"Content-Type", "application/json"}}, json::serialize(document) + "\n"});
}

/// RFC 7234's "299 - TEXT", as client-go prints it.
void send_answer(const http::Responder& responder, const ApiAnswer& answer) {
    http::Response response{answer.status, {{"Content-Type", "application/json"}}, {}};
    if (answer.text)
        response = {answer.status, {{"Content-Type", "text/plain"}}, *answer.text};
    else
        response.body = json::serialize(answer.body) + "\n";
    for (const auto& warning : answer.warnings)
        response.headers.add("Warning", "299 - " + json::serialize(json::value(warning)));
    auto to = responder;
    to.send(std::move(response));
}

void send_error(const http::Responder& responder, const Error& error) {
    const auto document = status_document(error);
    const auto status = find_int(document, "code").value_or(500);
    send_json(responder, static_cast<int>(status), document);
}

bool is_health_path(std::string_view path) {
    constexpr std::array roots{std::string_view("/healthz"), std::string_view("/livez"),
                               std::string_view("/readyz")};
    return std::ranges::any_of(roots, [&](std::string_view root) {
        return path == root || (path.starts_with(root) && path[root.size()] == '/');
    });
}

/// "/version", "/apis", "/healthz", "/openapi/v3": whatever is no resource.
std::optional<http::Response> answer_path(World& world, const RecordKey& cluster,
                                          const http::Request& request) {
    const auto path = request.raw_path();
    if (is_health_path(path))
        return http::Response{200, {{"Content-Type", "text/plain; charset=utf-8"}}, "ok"};
    if (auto document = open_api_answer(world, cluster, request))
        return document;
    const auto trimmed = path.ends_with('/') ? path.substr(0, path.size() - 1) : path;
    if (const auto document = discovery_document(world, cluster, trimmed))
        return http::Response{
            200, {{"Content-Type", "application/json"}}, json::serialize(*document) + "\n"};
    return std::nullopt;
}

Attributes attributes_of(const RequestInfo& info) {
    // A namespace is asked for in itself: whoever may read in it may read it.
    const bool is_namespace = info.type->plural == "namespaces" && info.type->group.empty();
    return {.verb = info.verb,
            .group = info.type->group,
            .resource = info.type->plural,
            .subresource = info.subresource,
            .name_space = is_namespace ? info.name : info.name_space,
            .name = info.name};
}

bool changes_something(std::string_view verb) {
    constexpr std::array reading{std::string_view("get"), std::string_view("list"),
                                 std::string_view("watch")};
    return std::ranges::find(reading, verb) == reading.end();
}

/// A part of the API server that handles one request on its way down.
class Answering {
  public:
    Answering(World& world, const RecordKey& cluster, const http::Request& request,
              const http::Responder& responder)
        : world_(world), cluster_(cluster), request_(request), responder_(responder) {}

    Result<void> answer(const Authenticate& authenticate) {
        if (world_.store().find(cluster_) == nullptr)
            return std::unexpected(no_such_resource());
        const auto known = TRY(authenticate(world_, cluster_, request_));
        const auto user = TRY(impersonated(objects(), known, request_));
        if (auto response = answer_path(world_, cluster_, request_)) {
            TRY_VOID(authorize(objects(), user,
                               {.verb = "get",
                                .group = {},
                                .resource = {},
                                .path = std::string(request_.raw_path())}));
            responder_.send(*std::move(response));
            return {};
        }
        return answer_resource(user);
    }

  private:
    [[nodiscard]] Objects objects() const { return {world_, cluster_}; }

    Result<void> answer_resource(const User& user) {
        const auto info = read_request_info(world_, cluster_, request_);
        if (!info && info.error().code != "NotFound")
            return std::unexpected(info.error());
        if (!info) {
            TRY_VOID(authorize(objects(), user,
                               {.verb = "get",
                                .group = {},
                                .resource = {},
                                .path = std::string(request_.raw_path())}));
            return std::unexpected(info.error());
        }
        TRY_VOID(authorize(objects(), user, attributes_of(*info)));
        const Query query(request_.raw_query());
        const bool is_dry = query.text("dryRun") == "All";
        const ApiCall call{Objects(world_, cluster_, is_dry ? Writes::DryRun : Writes::Stored),
                           user,
                           *info,
                           query,
                           request_,
                           Representation::asked_by(request_, query)};
        if (info->verb == "watch")
            return answer_watch(call, responder_);
        const auto answer = TRY(answer_call(call));
        if (changes_something(info->verb) && !is_dry)
            reconcile(Objects(world_, cluster_));
        send_answer(responder_, answer);
        return {};
    }

    World& world_;
    const RecordKey& cluster_;
    const http::Request& request_;
    http::Responder responder_;
};

}  // namespace

http::Handler api_server(World& world, const RecordKey& cluster, Authenticate authenticate) {
    return [&world, cluster, authenticate = std::move(authenticate)](const http::Request& request,
                                                                     const http::Responder& to) {
        Answering answering(world, cluster, request, to);
        if (const auto answered = answering.answer(authenticate); !answered)
            send_error(to, answered.error());
    };
}

}  // namespace inland::emulator::cluster
