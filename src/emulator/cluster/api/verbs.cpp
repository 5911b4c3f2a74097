// SPDX-License-Identifier: Apache-2.0
#include "emulator/cluster/api/api_call.h"
#include "emulator/cluster/api/listing.h"
#include "emulator/cluster/api/patch.h"
#include "emulator/cluster/api/protobuf.h"
#include "emulator/cluster/api/scale.h"
#include "emulator/cluster/api/selectors.h"
#include "emulator/cluster/api/self_reviews.h"
#include "emulator/cluster/api/status.h"
#include "emulator/cluster/api/token_request.h"
#include "emulator/cluster/workloads/defaults.h"

#include <array>

#include <fmt/format.h>

namespace inland::emulator::cluster {

namespace {

constexpr int ok = 200;
constexpr int created = 201;

Result<const json::object*> stored_object(const ApiCall& call) {
    const auto* object = call.objects.find(call.type(), call.info.name_space, call.info.name);
    if (object == nullptr)
        return std::unexpected(not_found(call.type(), call.info.name));
    return object;
}

bool is_about_scale(const ApiCall& call) {
    return call.info.subresource == "scale";
}

bool is_token_request(const ApiCall& call) {
    return call.info.subresource == "token";
}

ApiAnswer answer_with(const ApiCall& call, const json::object& object, int status = ok) {
    if (is_about_scale(call))
        return {status, scale_of(object)};
    return {status, represent(call.type(), object, call.representation, call.now())};
}

/// The path says where an object is; a body that says something else is a mistake.
Result<void> place_object(const ApiCall& call, json::object& object) {
    auto& metadata = metadata_in(object);
    const auto said = string_or_empty(metadata, "namespace");
    if (!said.empty() && said != call.info.name_space)
        return std::unexpected(
            bad_request("the namespace of the provided object does not match the namespace sent "
                        "on the request"));
    if (call.type().namespaced)
        metadata["namespace"] = call.info.name_space;
    if (call.info.name.empty())
        return {};
    const auto name = string_or_empty(metadata, "name");
    if (!name.empty() && name != call.info.name)
        return std::unexpected(bad_request(
            fmt::format("the name of the object ({}) does not match the name on the URL ({})", name,
                        call.info.name)));
    metadata["name"] = call.info.name;
    return {};
}

/// What a write may change: through a subresource that part alone, else everything but "status"
/// where the type has that subresource.
json::object writable_part(const ApiCall& call, const json::object& stored, json::object wanted) {
    const bool status_only = call.info.subresource == "status";
    if (status_only) {
        auto object = stored;
        if (const auto* status = wanted.if_contains("status"))
            object["status"] = *status;
        metadata_in(object)["resourceVersion"] =
            string_or_empty(wanted, "metadata.resourceVersion");
        return object;
    }
    if (!call.type().has_subresource("status"))
        return wanted;
    wanted.erase("status");
    if (const auto* status = stored.if_contains("status"))
        wanted["status"] = *status;
    return wanted;
}

void count_generation(const json::object& stored, json::object& wanted) {
    const auto generation = find_int(stored, "metadata.generation");
    if (!generation)
        return;
    const bool is_changed = find_object(stored, "spec") != find_object(wanted, "spec");
    metadata_in(wanted)["generation"] = *generation + (is_changed ? 1 : 0);
}

Result<ApiAnswer> store(const ApiCall& call, json::object wanted) {
    TRY_VOID(place_object(call, wanted));
    const auto* stored = TRY(stored_object(call));
    if (is_about_scale(call))
        wanted = scaled(*stored, wanted);
    auto object = writable_part(call, *stored, std::move(wanted));
    count_generation(*stored, object);
    auto objects = call.objects;
    return answer_with(call, TRY(objects.update(call.type(), std::move(object))));
}

Result<ApiAnswer> get(const ApiCall& call) {
    return answer_with(call, *TRY(stored_object(call)));
}

Result<ApiAnswer> create(const ApiCall& call) {
    if (is_token_request(call))
        return answer_token_request(call);
    auto object = TRY(read_object(call));
    if (auto review = answer_review(call.type(), call.user, object))
        return ApiAnswer{created, *std::move(review)};
    TRY_VOID(place_object(call, object));
    auto objects = call.objects;
    return answer_with(call, TRY(create_object(objects, call.type(), std::move(object))), created);
}

Result<ApiAnswer> update(const ApiCall& call) {
    return store(call, TRY(read_object(call)));
}

Result<ApiAnswer> patch(const ApiCall& call) {
    const auto* stored = TRY(stored_object(call));
    auto body = parse_json(call.request.body);
    if (!body)
        return std::unexpected(bad_request(body.error().message));
    const json::value target = is_about_scale(call) ? scale_of(*stored) : *stored;
    auto patched =
        TRY(apply_patch(call.request.headers.get_or_empty("Content-Type"), target, *body));
    if (!patched.is_object())
        return std::unexpected(bad_request("the patch leaves no object"));
    return store(call, std::move(patched.get_object()));
}

Result<json::object> read_json(std::string_view text) {
    auto body = parse_json(text);
    if (!body)
        return std::unexpected(bad_request(body.error().message));
    if (!body->is_object())
        return std::unexpected(bad_request("the body of the request is not an object"));
    return std::move(body->get_object());
}

struct BodyRow {
    std::string_view content_type;
    Result<json::object> (*read)(std::string_view body);
};
constexpr std::array bodies{BodyRow{"application/json", read_json},
                            BodyRow{protobuf_content_type, read_protobuf}};

Result<json::object> read_body(const http::Request& request) {
    const auto said = request.headers.get("Content-Type").value_or(bodies[0].content_type);
    for (const auto& row : bodies)
        if (said.substr(0, said.find(';')) == row.content_type)
            return row.read(request.body);
    return std::unexpected(unsupported_media_type(bodies[0].content_type));
}

/// DeleteOptions.preconditions: the object must still be the one that is meant.
Result<void> check_preconditions(const ApiCall& call, const json::object& stored) {
    const auto options = call.request.body.empty() ? json::object{} : TRY(read_body(call.request));
    for (const auto* member : {"uid", "resourceVersion"}) {
        const auto wanted = find_string(options, fmt::format("preconditions.{}", member));
        if (wanted && *wanted != string_or_empty(find_object(stored, "metadata"), member))
            return std::unexpected(conflict(call.type(), call.info.name));
    }
    return {};
}

Result<ApiAnswer> erase(const ApiCall& call) {
    TRY_VOID(check_preconditions(call, *TRY(stored_object(call))));
    auto objects = call.objects;
    const auto erased = TRY(objects.erase(call.type(), call.info.name_space, call.info.name));
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
    if (is_about_scale(call) || is_token_request(call))
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
