// SPDX-License-Identifier: Apache-2.0
#include "emulator/cluster/api/admission.h"
#include "emulator/cluster/api/api_call.h"
#include "emulator/cluster/api/listing.h"
#include "emulator/cluster/api/patch.h"
#include "emulator/cluster/api/pod_actions.h"
#include "emulator/cluster/api/request_body.h"
#include "emulator/cluster/api/scale.h"
#include "emulator/cluster/api/selectors.h"
#include "emulator/cluster/api/self_reviews.h"
#include "emulator/cluster/api/status.h"
#include "emulator/cluster/api/token_request.h"
#include "emulator/cluster/api/writing.h"

#include <array>

#include <fmt/format.h>

namespace inland::emulator::cluster {

namespace {

constexpr int ok = 200;
constexpr int created = 201;

bool is_token_request(const ApiCall& call) {
    return call.info.subresource == "token";
}

Result<ApiAnswer> get(const ApiCall& call) {
    if (call.info.subresource == "log")
        return answer_log(call);
    return answer_with(call, *TRY(stored_object(call)));
}

Result<ApiAnswer> create(const ApiCall& call) {
    if (is_token_request(call))
        return answer_token_request(call);
    if (!call.info.subresource.empty())
        return answer_pod_action(call);
    auto object = TRY(read_object(call));
    if (auto review = answer_review(call, object))
        return ApiAnswer{created, *std::move(review)};
    return store_new(call, std::move(object));
}

Result<ApiAnswer> update(const ApiCall& call) {
    return store_changed(call, TRY(read_object(call)));
}

Result<ApiAnswer> patch(const ApiCall& call) {
    const auto content_type = call.request.headers.get_or_empty("Content-Type");
    if (content_type.starts_with("application/apply-patch+yaml"))
        return answer_apply(call);
    const auto* stored = TRY(stored_object(call));
    auto body = parse_json(call.request.body);
    if (!body)
        return std::unexpected(bad_request(body.error().message));
    const json::value target =
        call.info.subresource == "scale" ? scale_of(call.type(), *stored) : *stored;
    auto patched = TRY(apply_patch(content_type, target, *body, patch_types_of(call.type())));
    if (!patched.is_object())
        return std::unexpected(bad_request("the patch leaves no object"));
    return store_changed(call, std::move(patched.get_object()));
}

/// DeleteOptions.preconditions: the object must still be the one that is meant.
Result<void> check_preconditions(const ApiCall& call, const json::object& options,
                                 const json::object& stored) {
    for (const auto* member : {"uid", "resourceVersion"}) {
        const auto wanted = find_string(options, fmt::format("preconditions.{}", member));
        if (wanted && *wanted != string_or_empty(find_object(stored, "metadata"), member))
            return std::unexpected(conflict(call.type(), call.info.name));
    }
    return {};
}

/// DeleteOptions, in the body or in the query.
Result<json::object> delete_options(const ApiCall& call) {
    auto options = call.request.body.empty() ? json::object{} : TRY(read_body(call.request));
    if (const auto policy = call.query.text("propagationPolicy"); !policy.empty())
        options["propagationPolicy"] = policy;
    return options;
}

Result<ApiAnswer> erase(const ApiCall& call) {
    const auto options = TRY(delete_options(call));
    const auto& stored = *TRY(stored_object(call));
    TRY_VOID(check_preconditions(call, options, stored));
    TRY_VOID(validate_by_webhooks(call, Operation::Delete, stored));
    Objects objects(call.objects.world(), call.objects.cluster(),
                    call.objects.is_dry_run() || !find_array(options, "dryRun").empty()
                        ? Writes::DryRun
                        : Writes::Stored);
    const bool orphans = string_or_empty(options, "propagationPolicy") == "Orphan" ||
                         find_bool(options, "orphanDependents").value_or(false);
    const auto erased = TRY(objects.erase(call.type(), call.info.name_space, call.info.name,
                                          orphans ? Dependents::Orphaned : Dependents::Deleted));
    if (find(erased, "metadata.deletionTimestamp") != nullptr)
        return answer_with(call, erased);
    return ApiAnswer{ok, success_document(call.type(), erased)};
}

Result<ApiAnswer> erase_collection(const ApiCall& call) {
    const auto selection = TRY(selection_of(call));
    std::vector<json::object> doomed;
    for (const auto* object : call.objects.list(call.type(), call.info.name_space))
        if (selection.matches(*object))
            doomed.push_back(*object);
    auto objects = call.objects;
    for (const auto& object : doomed)
        objects.remove(call.type(), namespace_of(object), name_of(object));
    return ApiAnswer{ok, success_document(call.type(), {})};
}

struct VerbRow {
    std::string_view verb;
    Result<ApiAnswer> (*answer)(const ApiCall& call);
};
constexpr std::array verbs{VerbRow{"get", get},
                           VerbRow{"list", answer_list},
                           VerbRow{"create", create},
                           VerbRow{"update", update},
                           VerbRow{"patch", patch},
                           VerbRow{"delete", erase},
                           VerbRow{"deletecollection", erase_collection}};

}  // namespace

Result<ApiAnswer> answer_call(const ApiCall& call) {
    for (const auto& row : verbs)
        if (row.verb == call.info.verb)
            return row.answer(call);
    return std::unexpected(method_not_allowed());
}

Result<json::object> read_object(const ApiCall& call) {
    auto object = TRY(read_body(call.request));
    if (!call.info.subresource.empty() && call.info.subresource != "status")
        return object;
    const auto kind = find_string(object, "kind").value_or(call.type().kind);
    const auto version = find_string(object, "apiVersion").value_or(call.type().api_version());
    if (kind != call.type().kind || version != call.type().api_version())
        return std::unexpected(bad_request(
            fmt::format("the API version in the data ({}, Kind={}) does not match the expected "
                        "API version ({}, Kind={})",
                        version, kind, call.type().api_version(), call.type().kind)));
    return object;
}

}  // namespace inland::emulator::cluster
