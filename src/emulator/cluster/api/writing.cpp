// SPDX-License-Identifier: Apache-2.0
#include "emulator/cluster/api/writing.h"

#include "emulator/cluster/api/admission.h"
#include "emulator/cluster/api/field_check.h"
#include "emulator/cluster/api/role_bindings.h"
#include "emulator/cluster/api/scale.h"
#include "emulator/cluster/api/status.h"
#include "emulator/cluster/schema/schemas.h"
#include "emulator/cluster/workloads/defaults.h"
#include "emulator/cluster/workloads/new_object.h"

#include <fmt/format.h>

namespace inland::emulator::cluster {

namespace {

constexpr int created = 201;

bool is_about_scale(const ApiCall& call) {
    return call.info.subresource == "scale";
}

/// What a write may change: through a subresource that part alone, else everything but "status"
/// where the type has that subresource.
json::object writable_part(const ApiCall& call, const json::object& stored, json::object wanted) {
    if (call.info.subresource == "status") {
        auto object = stored;
        if (const auto* status = wanted.if_contains("status"))
            object["status"] = *status;
        else
            object.erase("status");
        for (const auto* member : {"resourceVersion", "managedFields"})
            if (const auto* said = find_object(wanted, "metadata").if_contains(member))
                metadata_in(object)[member] = *said;
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

/// A Service of type LoadBalancer keeps the class that it was made with, or without (Kubernetes,
/// Service, Specifying class of load balancer implementation).
Result<void> check_unchanging(const ResourceType& type, const json::object& stored,
                              const json::object& wanted) {
    const auto is_balanced = [](const json::object& service) {
        return string_or_empty(service, "spec.type") == "LoadBalancer";
    };
    constexpr std::string_view field = "spec.loadBalancerClass";
    if (&type != &type_of("", "services") || !is_balanced(stored) || !is_balanced(wanted) ||
        string_or_empty(stored, field) == string_or_empty(wanted, field))
        return {};
    return std::unexpected(
        invalid(type, name_of(stored), field, "Invalid value: may not change once set"));
}

/// A status that the server made is nobody's.
void own_new(const ApiCall& call, json::object& object) {
    auto owned = object;
    if (call.type().has_subresource("status"))
        owned.erase("status");
    own_changes(owned, nullptr, writer_of(call), schema_of(call.type()), call.now());
    set_managers(object, managers_of(owned));
}

}  // namespace

Writer writer_of(const ApiCall& call, std::string_view operation) {
    auto manager = call.query.text("fieldManager");
    if (manager.empty()) {
        const auto agent = call.request.headers.get_or_empty("User-Agent");
        manager = agent.substr(0, agent.find('/'));
    }
    return {manager.empty() ? "unknown" : manager, operation, call.type().api_version(),
            call.info.subresource};
}

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

Result<const json::object*> stored_object(const ApiCall& call) {
    const auto* object = call.objects.find(call.type(), call.info.name_space, call.info.name);
    if (object == nullptr)
        return std::unexpected(not_found(call.type(), call.info.name));
    return object;
}

ApiAnswer answer_with(const ApiCall& call, const json::object& object, int status) {
    if (is_about_scale(call))
        return {status, scale_of(call.type(), object)};
    return {status, represent(call.type(), object, call.representation, call.now())};
}

Result<ApiAnswer> store_new(const ApiCall& call, json::object object, Ownership ownership) {
    TRY_VOID(place_object(call, object));
    auto warnings = TRY(check_fields(call, object));
    auto objects = call.objects;
    start_object(objects, call.type(), object);
    TRY_VOID(mutate_by_webhooks(call, Operation::Create, object));
    TRY_VOID(check_schema(call.type(), object));
    TRY_VOID(check_escalation(call.objects, call.user, call.type(), object));
    TRY_VOID(validate_by_webhooks(call, Operation::Create, object));
    if (ownership == Ownership::ByChange)
        own_new(call, object);
    const auto made = TRY(objects.create(call.type(), std::move(object)));
    after_create(objects, call.type(), made);
    auto answer = answer_with(call, made, created);
    answer.warnings = std::move(warnings);
    return answer;
}

Result<ApiAnswer> store_changed(const ApiCall& call, json::object wanted, Ownership ownership) {
    TRY_VOID(place_object(call, wanted));
    const auto stored = *TRY(stored_object(call));
    if (is_about_scale(call))
        wanted = scaled(call.type(), stored, wanted);
    auto warnings = TRY(check_fields(call, wanted));
    auto object = writable_part(call, stored, std::move(wanted));
    auto objects = call.objects;
    set_defaults(objects, call.type(), object);
    TRY_VOID(mutate_by_webhooks(call, Operation::Update, object));
    TRY_VOID(check_schema(call.type(), object));
    TRY_VOID(check_unchanging(call.type(), stored, object));
    TRY_VOID(check_escalation(call.objects, call.user, call.type(), object));
    TRY_VOID(validate_by_webhooks(call, Operation::Update, object));
    count_generation(stored, object);
    if (ownership == Ownership::ByChange)
        own_changes(object, &stored, writer_of(call), schema_of(call.type()), call.now());
    auto answer = answer_with(call, TRY(objects.update(call.type(), std::move(object))));
    answer.warnings = std::move(warnings);
    return answer;
}

}  // namespace inland::emulator::cluster
