// SPDX-License-Identifier: Apache-2.0
#include "emulator/cluster/api/status.h"
#include "emulator/cluster/api/writing.h"
#include "emulator/cluster/api/yaml_body.h"
#include "emulator/cluster/fields/server_side_apply.h"
#include "emulator/cluster/schema/decoding.h"
#include "emulator/cluster/schema/schemas.h"

#include <fmt/format.h>

namespace inland::emulator::cluster {

namespace {

constexpr int conflicting = 409;

Error no_manager() {
    return {ErrorKind::InvalidInput,
            "PatchOptions.meta.k8s.io \"\" is invalid: fieldManager: Required value: is required "
            "for apply patch",
            "Invalid", 422};
}

/// The configuration in the body, JSON or YAML.
Result<json::object> read_configuration(const ApiCall& call) {
    auto body = parse_json(call.request.body);
    if (!body)
        body = read_yaml(call.request.body);
    if (!body || !body->is_object())
        return std::unexpected(bad_request("error decoding YAML: the body is not an object"));
    auto config = std::move(body->get_object());
    const auto kind = string_or_empty(config, "kind");
    const auto version = string_or_empty(config, "apiVersion");
    if (kind != call.type().kind || version != call.type().api_version())
        return std::unexpected(
            bad_request(fmt::format("invalid object type: {}, Kind={}: expected {}, Kind={}",
                                    version, kind, call.type().api_version(), call.type().kind)));
    if (find_object(config, "metadata").contains("managedFields"))
        return std::unexpected(bad_request("metadata.managedFields must be nil"));
    return config;
}

/// Fields that the type does not have stop an apply: nobody could own them.
Result<void> check_declared(const ApiCall& call, json::object config) {
    const auto* schema = schema_of(call.type());
    if (schema == nullptr)
        return {};
    const auto unknown = call.type().definition == nullptr ? decode(config, *schema).unknown
                                                           : prune(config, *schema);
    if (unknown.empty())
        return {};
    std::string why;
    for (const auto& field : unknown)
        why += fmt::format("{}.{}: field not declared in schema", why.empty() ? "" : "\n", field);
    return failure(ErrorKind::InvalidInput,
                   fmt::format("failed to create typed patch object ({}/{}; {}, Kind={}): {}{}",
                               call.info.name_space, call.info.name, call.type().api_version(),
                               call.type().kind, unknown.size() == 1 ? "" : "errors:\n", why),
                   "InternalError", 500);
}

/// Only the part that is written through the call's path.
json::object applicable_part(const ApiCall& call, json::object config) {
    if (call.info.subresource.empty() && call.type().has_subresource("status"))
        config.erase("status");
    if (call.info.subresource == "status")
        config.erase("spec");
    return config;
}

ApiAnswer refused(const ApiCall& call, const std::vector<FieldConflict>& conflicts) {
    auto document =
        status_document({ErrorKind::InUse, conflict_message(conflicts), "Conflict", conflicting});
    json::array causes;
    for (const auto& conflict : conflicts)
        causes.push_back(json::object{{"reason", "FieldManagerConflict"},
                                      {"message", "conflict with " + conflict.manager},
                                      {"field", conflict.path}});
    document["details"] = json::object{{"name", call.info.name},
                                       {"group", call.type().group},
                                       {"kind", call.type().plural},
                                       {"causes", std::move(causes)}};
    return {conflicting, std::move(document)};
}

}  // namespace

Result<ApiAnswer> answer_apply(const ApiCall& call) {
    if (call.info.subresource == "scale")
        return std::unexpected(unsupported_media_type("application/merge-patch+json"));
    if (call.query.text("fieldManager").empty())
        return std::unexpected(no_manager());
    auto config = TRY(read_configuration(call));
    TRY_VOID(place_object(call, config));
    TRY_VOID(check_declared(call, config));
    config = applicable_part(call, std::move(config));
    const auto* stored = call.objects.find(call.type(), call.info.name_space, call.info.name);
    if (stored == nullptr && !call.info.subresource.empty())
        return std::unexpected(not_found(call.type(), call.info.name));
    const auto live = stored == nullptr ? json::object{} : *stored;
    auto applied = apply_configuration(
        live, std::move(config), writer_of(call, apply_operation), schema_of(call.type()),
        call.query.flag("force") ? Force::Yes : Force::No, call.now());
    if (!applied.conflicts.empty())
        return refused(call, applied.conflicts);
    return stored == nullptr ? store_new(call, std::move(applied.object), Ownership::AsSaid)
                             : store_changed(call, std::move(applied.object), Ownership::AsSaid);
}

}  // namespace inland::emulator::cluster
