// SPDX-License-Identifier: Apache-2.0
#include "checker/certificate_json.h"
#include "checker/words.h"

#include <limits>

#include <fmt/format.h>

namespace inland::checker {

namespace {

/// A value and where it is: "sources.0.rows.3.flow".
struct Member {
    const json::value* value = nullptr;
    std::string path;
};

std::unexpected<Error> misfit(const Member& member, std::string_view expected) {
    return failure(ErrorKind::InvalidInput,
                   fmt::format("certificate: {} must be {}", member.path, expected));
}

Member child(const Member& parent, std::string_view name) {
    const auto* object = parent.value ? parent.value->if_object() : nullptr;
    return {object ? object->if_contains(name) : nullptr,
            fmt::format("{}{}{}", parent.path, parent.path.empty() ? "" : ".", name)};
}

Result<std::string> text(const Member& member) {
    if (member.value == nullptr || !member.value->is_string())
        return misfit(member, "a text");
    return std::string(member.value->as_string());
}

/// A whole number, however it came into the document: parsed ones are signed where they fit.
Result<std::int64_t> number(const Member& member, std::int64_t lowest, std::int64_t highest) {
    boost::system::error_code error;
    const auto found = member.value && member.value->is_number()
                           ? member.value->to_number<std::int64_t>(error)
                           : lowest - 1;
    if (error || found < lowest || found > highest)
        return misfit(member, fmt::format("a number from {} to {}", lowest, highest));
    return found;
}

template <typename Value>
Result<Value> word(const Member& member) {
    const auto value = value_of<Value>(TRY(text(member)));
    if (!value)
        return misfit(member, "a word that is known");
    return *value;
}

template <typename Value>
Result<std::vector<Value>> list(const Member& member, Result<Value> (*read)(const Member&)) {
    if (member.value == nullptr || !member.value->is_array())
        return misfit(member, "a list");
    std::vector<Value> values;
    for (const json::value& item : member.value->as_array())
        values.push_back(TRY(read({&item, fmt::format("{}.{}", member.path, values.size())})));
    return values;
}

/// The two ends of a range.
Result<std::pair<Member, Member>> ends(const Member& member) {
    const auto* array = member.value ? member.value->if_array() : nullptr;
    if (array == nullptr || array->size() != 2)
        return misfit(member, "a list of two");
    return std::pair{Member{&(*array)[0], member.path + ".0"},
                     Member{&(*array)[1], member.path + ".1"}};
}

Result<PortRange> ports(const Member& member) {
    const auto [low, high] = TRY(ends(member));
    const auto first = TRY(number(low, 0, 65535));
    const auto last = TRY(number(high, first, 65535));
    return PortRange{static_cast<std::uint16_t>(first), static_cast<std::uint16_t>(last)};
}

Result<Addresses> addresses(const Member& member) {
    const auto [low, high] = TRY(ends(member));
    const auto first = IpAddress::parse(TRY(text(low)));
    const auto last = IpAddress::parse(TRY(text(high)));
    if (!first || !last || first->family != last->family || *last < *first)
        return misfit(member, "two addresses in order");
    return Addresses{*first, *last};
}

Result<Party> party(const Member& member) {
    Party read;
    read.where = TRY(word<Where>(child(member, "where")));
    read.owner_type = TRY(text(child(member, "ownerType")));
    read.owner = TRY(text(child(member, "owner")));
    read.subnet = TRY(text(child(member, "subnet")));
    read.service = TRY(text(child(member, "service")));
    read.groups = TRY(list(child(member, "securityGroups"), text));
    read.addresses = TRY(list(child(member, "addresses"), addresses));
    read.public_address = TRY(word<PublicAddress>(child(member, "publicAddress")));
    return read;
}

Result<RuleReference> rule(const Member& member) {
    constexpr auto most = std::numeric_limits<std::int32_t>::max();
    RuleReference read;
    read.group = TRY(text(child(member, "group")));
    read.rule = static_cast<std::size_t>(TRY(number(child(member, "rule"), 0, most)));
    return read;
}

Result<Step> step(const Member& member) {
    Step read;
    read.component = TRY(word<Component>(child(member, "component")));
    read.to = TRY(word<Side>(child(member, "to")));
    read.subnet = TRY(text(child(member, "subnet")));
    read.resource = TRY(text(child(member, "resource")));
    read.target = TRY(text(child(member, "target")));
    read.rules = TRY(list(child(member, "rules"), rule));
    read.last_entry = static_cast<int>(TRY(number(child(member, "lastEntry"), 0, 65535)));
    return read;
}

Result<Way> way(const Member& member) {
    Way read;
    read.from = TRY(addresses(child(member, "from")));
    read.to = TRY(addresses(child(member, "to")));
    read.steps = TRY(list(child(member, "steps"), step));
    return read;
}

Result<Passage> passage(const Member& member) {
    Passage read;
    read.must = TRY(word<Must>(child(member, "must")));
    read.outcome = TRY(word<Outcome>(child(member, "verdict")));
    read.protocol = static_cast<int>(TRY(number(child(member, "protocol"), 0, 255)));
    read.ports = TRY(ports(child(member, "ports")));
    read.source_ports = TRY(ports(child(member, "sourcePorts")));
    read.from = TRY(party(child(member, "from")));
    read.to = TRY(party(child(member, "to")));
    read.ways = TRY(list(child(member, "ways"), way));
    return read;
}

Result<Name> name(const Member& member) {
    Name read;
    read.subnet = TRY(text(child(member, "subnet")));
    read.name = TRY(text(child(member, "name")));
    read.answers = TRY(list(child(member, "answers"), text));
    return read;
}

Result<Row> row(const Member& member) {
    Row read;
    read.cluster = TRY(text(child(member, "cluster")));
    read.flow = TRY(text(child(member, "flow")));
    read.must = TRY(word<Must>(child(member, "must")));
    read.outcome = TRY(word<Outcome>(child(member, "verdict")));
    read.from = TRY(text(child(member, "from")));
    read.to = TRY(text(child(member, "to")));
    read.names = TRY(list(child(member, "names"), name));
    read.passages = TRY(list(child(member, "passages"), passage));
    read.unchecked = TRY(list(child(member, "unchecked"), text));
    read.assumptions = TRY(list(child(member, "assumptions"), text));
    return read;
}

Result<Certificate> certificate(const Member& member) {
    Certificate read;
    read.source = TRY(text(child(member, "source")));
    read.rows = TRY(list(child(member, "rows"), row));
    return read;
}

}  // namespace

Result<std::vector<Certificate>> from_json(const json::value& document) {
    const Member whole{&document, {}};
    const auto schema = child(whole, "schema");
    if (TRY(text(schema)) != "inland.dev/certificate/v1")
        return misfit(schema, "inland.dev/certificate/v1");
    return list(child(whole, "sources"), certificate);
}

}  // namespace inland::checker
