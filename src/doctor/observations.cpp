// SPDX-License-Identifier: Apache-2.0
#include "doctor/observations.h"

#include "doctor/rounds.h"

#include <algorithm>

#include <fmt/format.h>

namespace inland::doctor {

namespace {

/// Whether the reading goes on without the answer.
bool is_passed_over(const Error& error) {
    return error.kind == ErrorKind::AccessDenied || sources::live::lacks_operation(error) ||
           sources::live::is_gone(error);
}

void note(Observations& result, std::string_view service, std::string_view operation,
          const Error& error) {
    if (sources::live::is_gone(error))
        return;
    auto what = fmt::format("{}:{}", service, operation);
    if (std::ranges::find(result.unread, what, &Unread::what) == result.unread.end())
        result.unread.push_back({std::move(what), error.message});
}

}  // namespace

void Round::add(knowledge::SeenIn seen, const std::string& resource, std::string line) const {
    const auto* symptom = symptoms.in_line(seen, line);
    if (symptom == nullptr && seen == knowledge::SeenIn::Console)
        return;
    const bool known = std::ranges::any_of(result.seen, [&](const Observation& other) {
        return other.resource == resource && other.symptom == symptom &&
               (symptom != nullptr || other.line == line);
    });
    if (!known)
        result.seen.push_back({symptom, seen, resource, std::move(line)});
}

Result<json::array> Round::list(std::string_view service, std::string_view operation,
                                std::string_view member, json::object input) const {
    auto answer = aws.list(service, operation, member, std::move(input));
    if (answer || !is_passed_over(answer.error()))
        return answer;
    note(result, service, operation, answer.error());
    return json::array();
}

Result<json::value> Round::call(std::string_view service, std::string_view operation,
                                json::object input) const {
    auto answer = aws.call(service, operation, std::move(input));
    if (answer || !is_passed_over(answer.error()))
        return answer;
    note(result, service, operation, answer.error());
    return json::value(json::object());
}

Result<Observations> read_observations(const sources::Describe& describe,
                                       const std::string& cluster,
                                       const knowledge::Symptoms& symptoms) {
    Observations result;
    const sources::LiveOptions options{.cluster = cluster};
    topology::Topology unused;
    const sources::live::Reading reading{describe, options, unused};
    const Round round{reading, cluster, symptoms, result};
    for (const auto read : {read_health, read_activities, read_consoles})
        TRY_VOID(read(round));
    return result;
}

}  // namespace inland::doctor
