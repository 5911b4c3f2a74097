// SPDX-License-Identifier: Apache-2.0
#include "emulator/faults.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace inland::emulator {

namespace {

struct KindName {
    std::string_view name;
    FaultKind kind;
};

constexpr std::array kinds = {KindName{"throttling", FaultKind::Throttling},
                              KindName{"error", FaultKind::Error},
                              KindName{"latency", FaultKind::Latency},
                              KindName{"lost-response", FaultKind::LostResponse},
                              KindName{"capacity", FaultKind::Capacity},
                              KindName{"boot", FaultKind::Boot}};

constexpr std::array members = {"kind",   "service",     "operation",
                                "count",  "probability", "code",
                                "status", "message",     "latencyMilliseconds"};

/// How each protocol's services say "too often".
Error throttled(const aws::Service& service) {
    const bool ec2 = service.protocol == aws::Protocol::Ec2;
    const bool query = service.protocol == aws::Protocol::Query;
    return {ErrorKind::Throttled, ec2 ? "Request limit exceeded." : "Rate exceeded",
            ec2     ? "RequestLimitExceeded"
            : query ? "Throttling"
                    : "ThrottlingException",
            ec2 ? 503 : 400};
}

Error out_of_capacity() {
    return {ErrorKind::Unavailable,
            "We currently do not have sufficient capacity in the Availability Zone you requested.",
            "InsufficientInstanceCapacity", 500};
}

Error as_told(const FaultRule& rule) {
    return {ErrorKind::Unavailable,
            rule.message.empty() ? "An internal error has occurred" : rule.message,
            rule.code.empty() ? "InternalError" : rule.code, rule.status == 0 ? 500 : rule.status};
}

std::unexpected<Error> wrong(std::string message) {
    return failure(ErrorKind::InvalidInput, std::move(message));
}

Result<void> check_members(const json::value& document) {
    if (!document.is_object())
        return wrong("a fault is an object");
    for (const auto& member : document.get_object())
        if (std::ranges::find(members, std::string_view(member.key())) == members.end())
            return wrong(fmt::format("a fault has no member \"{}\"; it has {}",
                                     std::string_view(member.key()), fmt::join(members, ", ")));
    return {};
}

Result<FaultKind> read_kind(const json::value& document) {
    const auto name = string_or_empty(document, "kind");
    const auto* found = std::ranges::find(kinds, name, &KindName::name);
    if (found == kinds.end())
        return wrong(
            fmt::format("the fault kind \"{}\" is none of throttling, error, latency, "
                        "lost-response, capacity, boot",
                        name));
    return found->kind;
}

bool is_of_launches(FaultKind kind) {
    return kind == FaultKind::Capacity || kind == FaultKind::Boot;
}

Result<double> read_probability(const json::value& document) {
    const auto* value = find(document, "probability");
    if (value == nullptr)
        return 1.0;
    if (!value->is_number() ||
        !(value->to_number<double>() >= 0 && value->to_number<double>() <= 1))
        return wrong("a fault's probability is a number from 0 to 1");
    return value->to_number<double>();
}

}  // namespace

Result<FaultRule> FaultRule::from_json(const json::value& document) {
    TRY_VOID(check_members(document));
    FaultRule rule{.kind = TRY(read_kind(document))};
    rule.service = find_string(document, "service").value_or("*");
    rule.operation = find_string(document, "operation")
                         .value_or(is_of_launches(rule.kind) ? "RunInstances" : "*");
    rule.count = find_int(document, "count");
    rule.probability = TRY(read_probability(document));
    rule.code = string_or_empty(document, "code");
    rule.message = string_or_empty(document, "message");
    constexpr std::int64_t first_error = 400;
    constexpr std::int64_t last_error = 599;
    const auto status = find_int(document, "status").value_or(0);
    if (status != 0 && (status < first_error || status > last_error))
        return wrong("a fault's status is from 400 to 599");
    rule.status = static_cast<int>(status);
    constexpr std::int64_t longest = 600'000;
    const auto latency = find_int(document, "latencyMilliseconds").value_or(0);
    if (latency < 0 || latency > longest)
        return wrong("a fault's latency is from 0 to 600000 milliseconds");
    rule.latency = std::chrono::milliseconds(latency);
    return rule;
}

json::object FaultRule::to_json() const {
    json::object document{{"kind", std::ranges::find(kinds, kind, &KindName::kind)->name},
                          {"service", service},
                          {"operation", operation},
                          {"count", count ? json::value(*count) : json::value()},
                          {"probability", probability}};
    if (kind == FaultKind::Error)
        document.insert({{"code", code}, {"status", status}, {"message", message}});
    if (kind == FaultKind::Latency)
        document["latencyMilliseconds"] = latency.count();
    return document;
}

json::array Faults::to_json() const {
    json::array documents;
    for (const auto& rule : rules_)
        documents.push_back(rule.to_json());
    return documents;
}

Misfortune Faults::strike(const aws::Service& service, std::string_view operation) {
    Misfortune met;
    for (auto& rule : rules_) {
        if (met.error || rule.kind == FaultKind::Boot || !hits(rule, service.name, operation))
            continue;
        if (rule.kind == FaultKind::Latency)
            met.latency += rule.latency;
        else if (rule.kind == FaultKind::LostResponse)
            met.delivery = Delivery::Lost;
        else
            met.error = rule.kind == FaultKind::Throttling ? throttled(service)
                        : rule.kind == FaultKind::Capacity ? out_of_capacity()
                                                           : as_told(rule);
    }
    std::erase_if(rules_, [](const FaultRule& rule) { return rule.count && *rule.count <= 0; });
    return met;
}

std::optional<Error> Faults::strike_launch() {
    for (auto& rule : rules_)
        if (rule.kind == FaultKind::Capacity && hits(rule, "ec2", "RunInstances"))
            return out_of_capacity();
    return std::nullopt;
}

bool Faults::strike_boot() {
    return std::ranges::any_of(rules_, [this](FaultRule& rule) {
        return rule.kind == FaultKind::Boot && hits(rule, "ec2", "RunInstances");
    });
}

bool Faults::hits(FaultRule& rule, std::string_view service, std::string_view operation) {
    if ((rule.service != "*" && rule.service != service) ||
        (rule.operation != "*" && rule.operation != operation) || (rule.count && *rule.count <= 0))
        return false;
    if (rule.probability < 1 && std::uniform_real_distribution<>()(random_) >= rule.probability)
        return false;
    if (rule.count)
        --*rule.count;
    return true;
}

}  // namespace inland::emulator
