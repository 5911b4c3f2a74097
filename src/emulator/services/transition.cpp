// SPDX-License-Identifier: Apache-2.0
#include "emulator/services/transition.h"

#include "emulator/services/members.h"
#include "emulator/world.h"

namespace inland::emulator {

namespace {

constexpr std::string_view turn_event = "inland:turn";
constexpr std::string_view erase_event = "inland:erase";

/// The object and the member that a path of one or two steps names.
std::pair<json::object*, std::string_view> place_of(json::object& document, std::string_view path) {
    const auto dot = path.find('.');
    if (dot == std::string_view::npos)
        return {&document, path};
    return {&object_in(document, path.substr(0, dot)), path.substr(dot + 1)};
}

void turn(World& world, const json::object& payload) {
    const auto path = text_of(payload, "path");
    world.store().update(key_from(payload), [&](json::object& document) {
        const auto [object, member] = place_of(document, path);
        if (text_of(*object, member) == text_of(payload, "from"))
            (*object)[member] = text_of(payload, "to");
    });
}

}  // namespace

json::object payload_of(const RecordKey& key) {
    return {{"account", key.scope.account},
            {"region", key.scope.region},
            {"kind", key.kind},
            {"id", key.id}};
}

RecordKey key_from(const json::object& payload) {
    return {{text_of(payload, "account"), text_of(payload, "region")},
            text_of(payload, "kind"),
            text_of(payload, "id")};
}

void turn_after(World& world, Duration delay, const RecordKey& key, std::string_view path,
                std::string_view from, std::string_view to) {
    auto payload = payload_of(key);
    payload["path"] = path;
    payload["from"] = from;
    payload["to"] = to;
    world.after(delay, turn_event, std::move(payload));
}

void erase_after(World& world, Duration delay, const RecordKey& key) {
    world.after(delay, erase_event, payload_of(key));
}

void register_transition_events(Scheduler& scheduler) {
    scheduler.on(std::string(turn_event), turn);
    scheduler.on(std::string(erase_event), [](World& world, const json::object& payload) {
        world.store().erase(key_from(payload));
    });
}

}  // namespace inland::emulator
