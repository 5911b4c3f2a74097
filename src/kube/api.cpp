// SPDX-License-Identifier: Apache-2.0
#include "kube/api.h"

#include <array>

#include <fmt/format.h>

namespace inland::kube {

namespace {

struct KindOfStatus {
    int lowest;
    int highest;
    ErrorKind kind;
};
constexpr std::array kinds_of_status{KindOfStatus{401, 401, ErrorKind::AccessDenied},
                                     KindOfStatus{403, 403, ErrorKind::AccessDenied},
                                     KindOfStatus{404, 404, ErrorKind::NotFound},
                                     KindOfStatus{409, 409, ErrorKind::InUse},
                                     KindOfStatus{429, 429, ErrorKind::Unavailable},
                                     KindOfStatus{400, 499, ErrorKind::InvalidInput},
                                     KindOfStatus{500, 599, ErrorKind::Unavailable}};

constexpr int not_found = 404;

ErrorKind kind_of_status(int status) {
    for (const auto& row : kinds_of_status)
        if (status >= row.lowest && status <= row.highest)
            return row.kind;
    return ErrorKind::Failed;
}

Error refusal(const http::Response& answer) {
    const auto document = parse_json(answer.body);
    const auto said = document ? string_or_empty(*document, "message") : std::string();
    return {.kind = kind_of_status(answer.status),
            .message = fmt::format("the Kubernetes API answers {}{}{}", answer.status,
                                   said.empty() ? "" : ": ", said),
            .code = document ? string_or_empty(*document, "reason") : std::string(),
            .http_status = answer.status};
}

std::string group_path(std::string_view api_version) {
    return fmt::format("{}/{}", api_version.contains('/') ? "/apis" : "/api", api_version);
}

}  // namespace

Result<json::value> Api::send(http::Request request, std::stop_token stop) {
    constexpr int first_that_is_no_success = 300;
    request.origin = server_;
    request.headers.set("Authorization", fmt::format("Bearer {}", TRY(token_(stop))));
    request.headers.set("Accept", "application/json");
    const auto answer = TRY(client_.send(request, std::move(stop)));
    if (answer.status >= first_that_is_no_success)
        return std::unexpected(refusal(answer));
    return parse_json(answer.body);
}

/// Subresources ("deployments/status") have a slash.
Result<std::map<std::string, Api::Kind>> Api::kinds_of_group(const std::string& path,
                                                             std::stop_token stop) {
    const auto document = TRY(send({.target = path, .headers = {}, .body = {}}, std::move(stop)));
    std::map<std::string, Kind> kinds;
    for (const auto& row : find_array(document, "resources"))
        if (auto plural = string_or_empty(row, "name"); !plural.contains('/'))
            kinds.emplace(string_or_empty(row, "kind"),
                          Kind{std::move(plural), find_bool(row, "namespaced").value_or(false)});
    return kinds;
}

Result<Api::Kind> Api::kind_of(const ObjectName& name, std::stop_token stop) {
    const std::scoped_lock lock(mutex_);
    auto& known = kinds_[name.api_version];
    // A definition may have added a kind since.
    if (!known.contains(name.kind))
        known = TRY(kinds_of_group(group_path(name.api_version), std::move(stop)));
    const auto found = known.find(name.kind);
    if (found == known.end())
        return std::unexpected(Error{.kind = ErrorKind::NotFound,
                                     .message = fmt::format("the Kubernetes API serves no {} of {}",
                                                            name.kind, name.api_version),
                                     .http_status = not_found});
    return found->second;
}

Result<std::string> Api::path_of(const ObjectName& name, std::stop_token stop) {
    const auto kind = TRY(kind_of(name, std::move(stop)));
    const auto space = kind.is_namespaced ? fmt::format("/namespaces/{}",
                                                        http::percent_encode(name.namespace_name))
                                          : std::string();
    return fmt::format("{}{}/{}/{}", group_path(name.api_version), space, kind.plural,
                       http::percent_encode(name.name));
}

Result<std::optional<json::object>> Api::get(const ObjectName& name, std::stop_token stop) {
    const auto ask = [&]() -> Result<json::value> {
        return send({.target = TRY(path_of(name, stop)), .headers = {}, .body = {}}, stop);
    };
    auto answer = ask();
    if (!answer && answer.error().kind == ErrorKind::NotFound)
        return std::optional<json::object>();
    if (!answer)
        return std::unexpected(std::move(answer).error());
    if (!answer->is_object())
        return failure(ErrorKind::Unavailable, "the Kubernetes API answers with no object");
    return std::optional(std::move(answer->get_object()));
}

Result<std::vector<json::object>> Api::list(const std::string& api_version, const std::string& kind,
                                            std::stop_token stop) {
    const auto ask = [&]() -> Result<json::value> {
        const auto found = TRY(kind_of({api_version, kind, "", ""}, stop));
        return send({.target = fmt::format("{}/{}", group_path(api_version), found.plural),
                     .headers = {},
                     .body = {}},
                    stop);
    };
    const auto answer = ask();
    if (!answer && answer.error().kind != ErrorKind::NotFound)
        return std::unexpected(answer.error());
    std::vector<json::object> objects;
    if (answer)
        for (const auto& item : find_array(*answer, "items"))
            if (item.is_object())
                objects.push_back(item.get_object());
    return objects;
}

Result<json::object> Api::apply(const json::object& object, std::stop_token stop) {
    http::Request request{
        .method = "PATCH",
        .target = TRY(path_of(name_of(object), stop)) + "?fieldManager=inland&force=true",
        .headers = {},
        .body = json::serialize(object)};
    request.headers.set("Content-Type", "application/apply-patch+yaml");
    auto answer = TRY(send(std::move(request), std::move(stop)));
    if (!answer.is_object())
        return failure(ErrorKind::Unavailable, "the Kubernetes API answers with no object");
    return std::move(answer.get_object());
}

Result<void> Api::merge(const ObjectName& name, const json::object& change, std::stop_token stop) {
    http::Request request{.method = "PATCH",
                          .target = TRY(path_of(name, stop)),
                          .headers = {},
                          .body = json::serialize(change)};
    request.headers.set("Content-Type", "application/merge-patch+json");
    static_cast<void>(TRY(send(std::move(request), std::move(stop))));
    return {};
}

Result<void> Api::evict(const ObjectName& pod, std::stop_token stop) {
    const json::object eviction{
        {"apiVersion", "policy/v1"},
        {"kind", "Eviction"},
        {"metadata", json::object{{"name", pod.name}, {"namespace", pod.namespace_name}}}};
    http::Request request{.method = "POST",
                          .target = TRY(path_of(pod, stop)) + "/eviction",
                          .headers = {},
                          .body = json::serialize(eviction)};
    request.headers.set("Content-Type", "application/json");
    const auto answer = send(std::move(request), std::move(stop));
    if (!answer && answer.error().kind != ErrorKind::NotFound)
        return std::unexpected(answer.error());
    return {};
}

Result<void> Api::remove(const ObjectName& name, std::stop_token stop) {
    const auto ask = [&]() -> Result<json::value> {
        return send({.method = "DELETE",
                     .target = TRY(path_of(name, stop)) + "?propagationPolicy=Background",
                     .headers = {},
                     .body = {}},
                    stop);
    };
    const auto answer = ask();
    if (!answer && answer.error().kind != ErrorKind::NotFound)
        return std::unexpected(answer.error());
    return {};
}

}  // namespace inland::kube
