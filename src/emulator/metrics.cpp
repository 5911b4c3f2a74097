// SPDX-License-Identifier: Apache-2.0
#include "emulator/metrics.h"

#include <fmt/format.h>

namespace inland::emulator {

namespace {

constexpr std::size_t most_series = 2000;
constexpr std::size_t longest_name = 128;
constexpr std::size_t longest_history = 1000;

std::string bounded(std::string_view text) {
    return std::string(text.substr(0, longest_name));
}

/// Label values escape backslash, quote and line break.
std::string escape(std::string_view text) {
    std::string out;
    for (const char letter : text) {
        if (letter == '\\' || letter == '"')
            out += '\\';
        out += letter == '\n' ? ' ' : letter;
    }
    return out;
}

void declare(std::string& out, std::string_view name, std::string_view type,
             std::string_view help) {
    out += fmt::format("# HELP {} {}\n# TYPE {} {}\n", name, help, name, type);
}

/// EC2 shows what is gone for an hour or so: an instance as terminated, a gateway as deleted.
bool is_gone(const json::object& document) {
    const auto state =
        find_string(document, "State.Name").value_or(string_or_empty(document, "State"));
    return state == "terminated" || state == "deleted";
}

/// What the emulator and STS remember is nobody's resource, and neither is what every new account
/// has from its first day.
bool is_resource(const RecordKey& key, const json::object& document) {
    return !key.kind.starts_with("inland:") && !key.kind.starts_with("sts:") &&
           !find_bool(document, "_default").value_or(false) && !is_gone(document);
}

std::map<std::string, std::size_t> count_resources(const Store& store) {
    std::map<std::string, std::size_t> counts;
    for (const auto& [key, document] : store.records())
        if (is_resource(key, document))
            ++counts[key.kind];
    return counts;
}

}  // namespace

void Metrics::count(Counts& counts, Labels labels) {
    if (counts.size() < most_series || counts.contains(labels))
        ++counts[std::move(labels)];
}

void Metrics::count_request(std::string_view service, std::string_view operation,
                            std::string_view code, TimePoint emulated_now) {
    count(requests_, {bounded(service), bounded(operation), bounded(code)});
    history_.push_back({bounded(service), bounded(operation), bounded(code), emulated_now});
    if (history_.size() > longest_history)
        history_.pop_front();
}

void Metrics::count_unemulated(std::string_view service, std::string_view operation) {
    count(unemulated_, {bounded(service), bounded(operation), ""});
}

std::string Metrics::text(const Store& store) const {
    std::string out;
    declare(out, "inland_resources", "gauge", "Resources that exist.");
    for (const auto& [kind, count] : count_resources(store)) {
        const auto colon = kind.find(':');
        out += fmt::format("inland_resources{{service=\"{}\",type=\"{}\"}} {}\n",
                           escape(kind.substr(0, colon)), escape(kind.substr(colon + 1)), count);
    }
    declare(out, "inland_requests_total", "counter", "API calls that were answered.");
    for (const auto& [labels, count] : requests_) {
        const auto& [service, operation, code] = labels;
        out +=
            fmt::format("inland_requests_total{{service=\"{}\",operation=\"{}\",code=\"{}\"}} {}\n",
                        escape(service), escape(operation), escape(code), count);
    }
    declare(out, "inland_unemulated_requests_total", "counter",
            "API calls that Inland does not emulate.");
    for (const auto& [labels, count] : unemulated_)
        out +=
            fmt::format("inland_unemulated_requests_total{{service=\"{}\",operation=\"{}\"}} {}\n",
                        escape(std::get<0>(labels)), escape(std::get<1>(labels)), count);
    return out;
}

json::array Metrics::history() const {
    json::array entries;
    for (const auto& [service, operation, code, at] : history_)
        entries.push_back(json::object{
            {"service", service}, {"operation", operation}, {"code", code}, {"at", iso8601(at)}});
    return entries;
}

}  // namespace inland::emulator
