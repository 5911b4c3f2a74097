// SPDX-License-Identifier: Apache-2.0
#include "emulator/services/route53/record_value.h"

#include "core/ipv4_prefix.h"
#include "emulator/services/route53/domain_name.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <vector>

#include <arpa/inet.h>

namespace inland::emulator::route53 {

namespace {

using Check = std::string (*)(std::string_view value);

std::vector<std::string_view> fields_of(std::string_view value) {
    constexpr std::string_view blanks = " \t";
    std::vector<std::string_view> fields;
    for (auto start = value.find_first_not_of(blanks); start != value.npos;) {
        const auto end = std::min(value.find_first_of(blanks, start), value.size());
        fields.push_back(value.substr(start, end - start));
        start = value.find_first_not_of(blanks, end);
    }
    return fields;
}

bool is_number(std::string_view text, std::uint32_t greatest) {
    std::uint32_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    return error == std::errc() && end == text.data() + text.size() && number <= greatest;
}

constexpr std::uint32_t greatest_byte = 0xff;
constexpr std::uint32_t greatest_short = 0xffff;

std::string name_problem(std::string_view value) {
    const auto name = domain_name(value);
    return name ? "" : name.error().message;
}

std::string ipv4_problem(std::string_view value) {
    return Ipv4Address::parse(value) ? ""
                                     : fatal_problem("ARRDATAIllegalIPv4Address",
                                                     "Value is not a valid IPv4 address", value);
}

std::string ipv6_problem(std::string_view value) {
    in6_addr address{};
    return ::inet_pton(AF_INET6, std::string(value).c_str(), &address) == 1
               ? ""
               : fatal_problem("AAAARRDATAIllegalIPv6Address", "Value is not a valid IPv6 address",
                               value);
}

std::string mx_problem(std::string_view value) {
    const auto fields = fields_of(value);
    if (fields.size() != 2 || !is_number(fields[0], greatest_short))
        return fatal_problem("MXRRDATANotTwoFields",
                             "MX record doesn't have 2 fields: a priority and a domain name",
                             value);
    return name_problem(fields[1]);
}

std::string srv_problem(std::string_view value) {
    const auto fields = fields_of(value);
    const bool is_sound = fields.size() == 4 &&
                          std::ranges::all_of(fields.begin(), fields.begin() + 3, [](auto field) {
                              return is_number(field, greatest_short);
                          });
    if (!is_sound)
        return fatal_problem(
            "SRVRRDATANotFourFields",
            "SRV record doesn't have 4 fields: priority, weight, port and a domain name", value);
    return name_problem(fields[3]);
}

std::string caa_problem(std::string_view value) {
    const auto fields = fields_of(value);
    const bool is_sound = fields.size() >= 3 && is_number(fields[0], greatest_byte) &&
                          fields[2].starts_with('"') && value.ends_with('"');
    return is_sound
               ? ""
               : fatal_problem("CAARRDATAIllegal",
                               "CAA record doesn't have 3 fields: flags, tag and \"value\"", value);
}

std::string soa_problem(std::string_view value) {
    const auto fields = fields_of(value);
    const bool is_sound =
        fields.size() == 7 && std::ranges::all_of(fields.begin() + 2, fields.end(), [](auto field) {
            return is_number(field, UINT32_MAX);
        });
    return is_sound ? ""
                    : fatal_problem("SOARRDATANotSevenFields", "SOA record doesn't have 7 fields",
                                    value);
}

/// The end of the quoted string that starts at `at`, past its closing quote; npos when it has none.
std::size_t end_of_string(std::string_view value, std::size_t at) {
    for (++at; at < value.size(); ++at) {
        if (value[at] == '"')
            return at + 1;
        at += value[at] == '\\' ? 1U : 0U;
    }
    return std::string_view::npos;
}

/// One or more strings in quotation marks, each of up to 255 characters.
std::string text_problem(std::string_view value) {
    constexpr std::size_t longest_string = 255;
    if (value.empty() || value.front() != '"')
        return fatal_problem("InvalidCharacterString",
                             "Value should be enclosed in quotation marks", value);
    for (std::size_t at = 0; at < value.size();) {
        const auto end = value[at] == '"' ? end_of_string(value, at) : value.npos;
        if (end == value.npos)
            return fatal_problem("InvalidCharacterString",
                                 "Value should be enclosed in quotation marks", value);
        if (end - at - 2 > longest_string)
            return fatal_problem("CharacterStringTooLong", "Value is too long",
                                 value.substr(at, end - at));
        at = std::min(value.find_first_not_of(' ', end), value.size());
    }
    return {};
}

/// Types whose fields matter to nothing here: not empty, and of the number that they have.
template <std::size_t least>
std::string fields_problem(std::string_view value) {
    return fields_of(value).size() >= least
               ? ""
               : fatal_problem("RRDATANotEnoughFields", "Value has too few fields", value);
}

struct TypeRow {
    std::string_view type;
    Check check;
};
constexpr std::array types{
    TypeRow{"A", ipv4_problem},         TypeRow{"AAAA", ipv6_problem},
    TypeRow{"CAA", caa_problem},        TypeRow{"CNAME", name_problem},
    TypeRow{"DS", fields_problem<4>},   TypeRow{"HTTPS", fields_problem<2>},
    TypeRow{"MX", mx_problem},          TypeRow{"NAPTR", fields_problem<6>},
    TypeRow{"NS", name_problem},        TypeRow{"PTR", name_problem},
    TypeRow{"SOA", soa_problem},        TypeRow{"SPF", text_problem},
    TypeRow{"SRV", srv_problem},        TypeRow{"SSHFP", fields_problem<3>},
    TypeRow{"SVCB", fields_problem<2>}, TypeRow{"TLSA", fields_problem<4>},
    TypeRow{"TXT", text_problem},
};

}  // namespace

bool is_record_type(std::string_view type) {
    return std::ranges::find(types, type, &TypeRow::type) != types.end();
}

std::string value_problem(std::string_view type, std::string_view value) {
    const auto row = std::ranges::find(types, type, &TypeRow::type);
    return row == types.end() ? "" : row->check(value);
}

}  // namespace inland::emulator::route53
