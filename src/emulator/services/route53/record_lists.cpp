// SPDX-License-Identifier: Apache-2.0
#include "emulator/services/members.h"
#include "emulator/services/records.h"
#include "emulator/services/refusal.h"
#include "emulator/services/route53/domain_name.h"
#include "emulator/services/route53/page_size.h"
#include "emulator/services/route53/record_set.h"
#include "emulator/services/route53/record_value.h"
#include "emulator/services/route53/zone.h"
#include "emulator/services/tables.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace inland::emulator::route53 {

namespace {

constexpr std::size_t greatest_page = 300;

Result<std::string> name_in(const Call& call, std::string_view member) {
    auto name = domain_name(text_of(call.input, member));
    if (!name)
        return refuse("InvalidInput", name.error().message);
    return name;
}

/// Where a list starts: from a name on, from a name and type on, or from a set on.
Result<SetOrder> start_of(const Call& call) {
    const auto type = text_of(call.input, "StartRecordType");
    const auto identifier = text_of(call.input, "StartRecordIdentifier");
    if (!has(call.input, "StartRecordName")) {
        if (!type.empty() || !identifier.empty())
            return refuse("InvalidInput",
                          "The name must be specified when the type or the identifier is.");
        return SetOrder{};
    }
    if (!type.empty() && !is_record_type(type))
        return refuse("InvalidInput", fmt::format("{} is not a type of records.", type));
    if (!identifier.empty() && type.empty())
        return refuse("InvalidInput", "The type must be specified when the identifier is.");
    return SetOrder{reversed_name(TRY(name_in(call, "StartRecordName"))), type, identifier};
}

Result<json::object> list_record_sets(const Call& call) {
    const auto key = TRY(find_zone(call));
    const auto size = TRY(page_size(call, "MaxItems", greatest_page));
    const auto start = TRY(start_of(call));
    const auto& sets = list_of(*call.world.store().find(key), "_records");
    auto next = std::ranges::find_if(
        sets, [&](const json::value& set) { return !(order_of(set.get_object()) < start); });
    json::array page;
    for (; next != sets.end() && page.size() < size; ++next)
        page.push_back(*next);
    json::object output{{"ResourceRecordSets", std::move(page)},
                        {"IsTruncated", next != sets.end()},
                        {"MaxItems", std::to_string(size)}};
    if (next == sets.end())
        return output;
    const auto& following = next->get_object();
    output["NextRecordName"] = text_of(following, "Name");
    output["NextRecordType"] = text_of(following, "Type");
    if (has(following, "SetIdentifier"))
        output["NextRecordIdentifier"] = text_of(following, "SetIdentifier");
    return output;
}

/// The zone's sets that answer for a name: its own, else those of the closest wildcard above it,
/// unless the name exists with other types.
std::vector<const json::object*> answering(const json::array& sets, std::string_view name) {
    for (std::string wanted(name); !wanted.empty();) {
        std::vector<const json::object*> found;
        for (const auto& set : sets)
            if (text_of(set.get_object(), "Name") == wanted)
                found.push_back(&set.get_object());
        if (!found.empty())
            return found;
        constexpr std::string_view wildcard = "\\052.";
        const auto rest = wanted.starts_with(wildcard) ? wanted.substr(wildcard.size()) : wanted;
        const auto dot = rest.find('.');
        wanted = dot + 1 < rest.size() ? std::string(wildcard) + rest.substr(dot + 1) : "";
    }
    return {};
}

/// The values of the first set of the type; an alias is followed inside the zone.
std::vector<std::string> values_for(const json::array& sets, std::string_view name,
                                    std::string_view type) {
    constexpr int most_steps = 8;
    std::string asked(name);
    for (int step = 0; step < most_steps; ++step) {
        const json::object* match = nullptr;
        for (const auto* set : answering(sets, asked))
            if (match == nullptr && text_of(*set, "Type") == type)
                match = set;
        if (match == nullptr)
            return {};
        if (!has(*match, "AliasTarget"))
            return values_at(*match, "ResourceRecords[].Value");
        asked = text_of(object_of(*match, "AliasTarget"), "DNSName");
    }
    return {};
}

Result<json::object> test_dns_answer(const Call& call) {
    const auto key = TRY(find_zone(call));
    const auto& zone = *call.world.store().find(key);
    if (is_private(zone))
        return refuse("InvalidInput", "Private hosted zones cannot be tested.");
    const auto name = TRY(name_in(call, "RecordName"));
    const auto type = text_of(call.input, "RecordType");
    if (!is_record_type(type))
        return refuse("InvalidInput", fmt::format("{} is not a type of records.", type));
    const auto& sets = list_of(zone, "_records");
    const bool exists = !answering(sets, name).empty();
    return json::object{{"Nameserver", texts_of(zone, "_name_servers").front()},
                        {"RecordName", name},
                        {"RecordType", type},
                        {"RecordData", array_of(values_for(sets, name, type))},
                        {"ResponseCode", exists ? "NOERROR" : "NXDOMAIN"},
                        {"Protocol", "UDP"}};
}

constexpr std::array operations{
    OperationRow{"ListResourceRecordSets", list_record_sets},
    OperationRow{"TestDNSAnswer", test_dns_answer},
};

}  // namespace

}  // namespace inland::emulator::route53

namespace inland::emulator {

std::span<const OperationRow> record_set_operations() {
    return route53::operations;
}

}  // namespace inland::emulator
