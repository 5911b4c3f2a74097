// SPDX-License-Identifier: Apache-2.0
#include "emulator/cluster/balancers/attempts.h"

#include "core/crypto.h"
#include "emulator/cluster/workloads/controllers.h"
#include "emulator/services/members.h"

#include <algorithm>
#include <chrono>

#include <fmt/format.h>

namespace inland::emulator::cluster {

namespace {

constexpr std::string_view attempt_kind = "kube:controller-attempt";
constexpr std::string_view again_event = "kubernetes:controller-again";
constexpr Duration first_delay = std::chrono::seconds(5);
constexpr Duration longest_delay = std::chrono::minutes(5);

RecordKey key_of(const Objects& objects, const Subject& subject) {
    const auto& cluster = objects.cluster();
    return {cluster.scope, std::string(attempt_kind),
            fmt::format("{}/{}/{}", cluster.id, subject.controller, subject.uid)};
}

json::object record_of(const Objects& objects, const Subject& subject) {
    const auto* record = objects.world().store().find(key_of(objects, subject));
    return record == nullptr ? json::object() : *record;
}

std::string digest_of(const std::string& inputs) {
    return hex(sha256(inputs));
}

json::object payload_of(const Objects& objects, const Subject& subject) {
    const auto& cluster = objects.cluster();
    return {{"account", cluster.scope.account},
            {"region", cluster.scope.region},
            {"cluster", cluster.id},
            {"subject", key_of(objects, subject).id}};
}

void on_again(World& world, const json::object& payload) {
    const Scope scope{string_or_empty(payload, "account"), string_or_empty(payload, "region")};
    const bool is_known = world.store().update(
        {scope, std::string(attempt_kind), string_or_empty(payload, "subject")},
        [](json::object& record) { record.erase("digest"); });
    const RecordKey cluster{scope, "eks:cluster", string_or_empty(payload, "cluster")};
    if (is_known && world.store().find(cluster) != nullptr)
        reconcile(Objects(world, cluster));
}

}  // namespace

bool is_dealt_with(const Objects& objects, const Subject& subject, const std::string& inputs) {
    const auto* record = objects.world().store().find(key_of(objects, subject));
    return record != nullptr && find_string(*record, "digest") == digest_of(inputs);
}

void note_dealt_with(Objects& objects, const Subject& subject, const std::string& inputs) {
    auto record = record_of(objects, subject);
    record["digest"] = digest_of(inputs);
    record.erase("attempt");
    objects.world().store().put(key_of(objects, subject), std::move(record));
}

void plan_retry(Objects& objects, const Subject& subject, const std::string& inputs) {
    auto record = record_of(objects, subject);
    const auto attempt = find_int(record, "attempt").value_or(0);
    auto delay = first_delay;
    for (std::int64_t i = 0; i < attempt && delay < longest_delay; ++i)
        delay *= 2;
    record["digest"] = digest_of(inputs);
    record["attempt"] = attempt + 1;
    objects.world().store().put(key_of(objects, subject), std::move(record));
    // What cannot be done is tried for ever: no reason for time to jump there.
    objects.world().after(std::min(delay, longest_delay), again_event, payload_of(objects, subject),
                          Jump::No);
}

void plan_look(Objects& objects, const Subject& subject, const std::string& inputs,
               Duration delay) {
    auto record = record_of(objects, subject);
    record["digest"] = digest_of(inputs);
    objects.world().store().put(key_of(objects, subject), std::move(record));
    objects.world().after(delay, again_event, payload_of(objects, subject));
}

void remember(Objects& objects, const Subject& subject, json::object memory) {
    auto record = record_of(objects, subject);
    record["memory"] = std::move(memory);
    objects.world().store().put(key_of(objects, subject), std::move(record));
}

json::object memory_of(const Objects& objects, const Subject& subject) {
    return object_of(record_of(objects, subject), "memory");
}

void forget(Objects& objects, const Subject& subject) {
    objects.world().store().erase(key_of(objects, subject));
}

void forget_attempts(World& world, const RecordKey& cluster) {
    std::vector<std::string> ids;
    for (const auto& [id, record] : world.store().list(cluster.scope, attempt_kind))
        if (id.starts_with(cluster.id + "/"))
            ids.push_back(id);
    for (const auto& id : ids)
        world.store().erase({cluster.scope, std::string(attempt_kind), id});
}

void register_attempt_events(Scheduler& scheduler) {
    scheduler.on(std::string(again_event), on_again);
}

}  // namespace inland::emulator::cluster
