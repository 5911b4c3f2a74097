// SPDX-License-Identifier: Apache-2.0
#include "emulator/cluster/api/status.h"

#include <fmt/format.h>

namespace inland::emulator::cluster {

namespace {

constexpr int internal_error = 500;

}  // namespace

Error not_found(const ResourceType& type, std::string_view name) {
    return {ErrorKind::NotFound, fmt::format("{} \"{}\" not found", type.qualified_name(), name),
            "NotFound", 404};
}

Error no_such_resource() {
    return {ErrorKind::NotFound, "the server could not find the requested resource", "NotFound",
            404};
}

Error already_exists(const ResourceType& type, std::string_view name) {
    return {ErrorKind::AlreadyExists,
            fmt::format("{} \"{}\" already exists", type.qualified_name(), name), "AlreadyExists",
            409};
}

Error conflict(const ResourceType& type, std::string_view name) {
    return {ErrorKind::InUse,
            fmt::format("Operation cannot be fulfilled on {} \"{}\": the object has been modified; "
                        "please apply your changes to the latest version and try again",
                        type.qualified_name(), name),
            "Conflict", 409};
}

Error unauthorized() {
    return {ErrorKind::AccessDenied, "Unauthorized", "Unauthorized", 401};
}

Error forbidden(std::string message) {
    return {ErrorKind::AccessDenied, std::move(message), "Forbidden", 403};
}

Error bad_request(std::string message) {
    return {ErrorKind::InvalidInput, std::move(message), "BadRequest", 400};
}

Error invalid(const ResourceType& type, std::string_view name, std::string_view field,
              std::string_view why) {
    return invalid_as_a_whole(type, name, fmt::format("{}: {}", field, why));
}

Error invalid_as_a_whole(const ResourceType& type, std::string_view name, std::string_view why) {
    const auto kind = type.group.empty() ? type.kind : type.kind + "." + type.group;
    return {ErrorKind::InvalidInput, fmt::format("{} \"{}\" is invalid: {}", kind, name, why),
            "Invalid", 422};
}

Error method_not_allowed() {
    return {ErrorKind::InvalidInput,
            "the server does not allow this method on the requested resource", "MethodNotAllowed",
            405};
}

Error unsupported_media_type(std::string_view accepted) {
    return {ErrorKind::InvalidInput,
            fmt::format("the body of the request was in an unknown format - accepted media types "
                        "include: {}",
                        accepted),
            "UnsupportedMediaType", 415};
}

Error expired(std::uint64_t asked, std::uint64_t oldest) {
    return {ErrorKind::NotFound, fmt::format("too old resource version: {} ({})", asked, oldest),
            "Expired", 410};
}

Error too_large_version(std::uint64_t asked, std::uint64_t current) {
    return {ErrorKind::Timeout,
            fmt::format("Timeout: Too large resource version: {}, current: {}", asked, current),
            "Timeout", 504};
}

Error invalid_list_options(std::string_view why) {
    return {ErrorKind::InvalidInput,
            fmt::format("ListOptions.meta.k8s.io \"\" is invalid: {}", why), "Invalid", 422};
}

json::object status_document(const Error& error) {
    const int code = error.http_status == 0 ? internal_error : error.http_status;
    return {{"kind", "Status"},
            {"apiVersion", "v1"},
            {"metadata", json::object{}},
            {"status", "Failure"},
            {"message", error.message},
            {"reason", error.code.empty() ? "InternalError" : error.code},
            {"code", code}};
}

json::object success_document(const ResourceType& type, const json::object& deleted) {
    return {{"kind", "Status"},
            {"apiVersion", "v1"},
            {"metadata", json::object{}},
            {"status", "Success"},
            {"details", json::object{{"name", string_or_empty(deleted, "metadata.name")},
                                     {"group", type.group},
                                     {"kind", type.plural},
                                     {"uid", string_or_empty(deleted, "metadata.uid")}}}};
}

}  // namespace inland::emulator::cluster
