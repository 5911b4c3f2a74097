// SPDX-License-Identifier: Apache-2.0
#include "emulator/cluster/workloads/events.h"

#include "core/crypto.h"

#include <fmt/format.h>

namespace inland::emulator::cluster {

namespace {

json::object reference_to(const json::object& object) {
    const auto kind = string_or_empty(object, "kind");
    // The kubelet does not know its Node's uid and writes the name; kubectl looks for that.
    const auto uid = kind == "Node" ? name_of(object) : string_or_empty(object, "metadata.uid");
    json::object reference{{"kind", kind},
                           {"apiVersion", string_or_empty(object, "apiVersion")},
                           {"name", name_of(object)},
                           {"uid", uid}};
    if (auto name_space = namespace_of(object); !name_space.empty())
        reference["namespace"] = std::move(name_space);
    return reference;
}

/// The same object, reason and message give the same name, so that a repetition finds the first.
std::string event_name(const json::object& about, const Occurrence& occurrence) {
    const auto digest = sha256(fmt::format("{}/{}/{}", string_or_empty(about, "metadata.uid"),
                                           occurrence.reason, occurrence.message));
    return fmt::format("{}.{}", name_of(about), hex(digest).substr(0, 16));
}

}  // namespace

void record_event(Objects& objects, const json::object& about, const Occurrence& occurrence) {
    const auto& type = type_of("", "events");
    // Events about what has no namespace are kept in "default".
    const auto own_namespace = namespace_of(about);
    const auto name_space = own_namespace.empty() ? std::string("default") : own_namespace;
    const auto name = event_name(about, occurrence);
    const auto now = iso8601(objects.world().now());
    if (objects.find(type, name_space, name) != nullptr) {
        objects.change(type, name_space, name, [&](json::object& event) {
            event["count"] = find_int(event, "count").value_or(1) + 1;
            event["lastTimestamp"] = now;
        });
        return;
    }
    json::object source{{"component", occurrence.component}};
    if (!occurrence.host.empty())
        source["host"] = occurrence.host;
    objects.ensure(type, {{"metadata", json::object{{"name", name}, {"namespace", name_space}}},
                          {"involvedObject", reference_to(about)},
                          {"reason", occurrence.reason},
                          {"message", occurrence.message},
                          {"source", std::move(source)},
                          {"firstTimestamp", now},
                          {"lastTimestamp", now},
                          {"count", 1},
                          {"type", occurrence.type},
                          {"eventTime", nullptr},
                          {"reportingComponent", occurrence.component},
                          {"reportingInstance", occurrence.host}});
}

}  // namespace inland::emulator::cluster
