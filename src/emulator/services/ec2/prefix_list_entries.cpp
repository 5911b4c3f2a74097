// SPDX-License-Identifier: Apache-2.0
// Messages: terraform-provider-aws issues 17191 and 26034, its resource's own comments, and
// aws-samples/update-aws-ip-ranges issue 1.
#include "emulator/services/ec2/prefix_list_entries.h"

#include "core/ipv4_prefix.h"
#include "emulator/services/members.h"
#include "emulator/services/refusal.h"

#include <algorithm>
#include <string>

#include <fmt/format.h>

namespace inland::emulator {

namespace {

constexpr std::int64_t most_entries = 1000;
constexpr std::size_t most_in_a_request = 100;

Result<std::string> block_in(const json::object& list, const std::string& text) {
    if (text_of(list, "AddressFamily") == "IPv6")
        return text;
    const auto block = Ipv4Prefix::parse_canonicalizing(text);
    if (!block)
        return refuse("InvalidParameterValue",
                      fmt::format("The CIDR '{}' is not a valid IPv4 CIDR block", text));
    return block->text();
}

Result<void> check_room(const json::object& list, const json::array& entries) {
    const auto most = number_of(list, "MaxEntries");
    if (most < 1 || most > most_entries)
        return refuse("InvalidParameterValue",
                      fmt::format("Must specify a max size between 1 and {}", most_entries));
    if (entries.size() > static_cast<std::size_t>(most))
        return refuse("PrefixListMaxEntriesExceeded",
                      "You've reached the maximum number of entries for the prefix list.");
    return {};
}

/// The rows of a member, their CIDRs as EC2 writes them.
Result<json::array> rows_under(const Call& call, const json::object& list,
                               std::string_view member) {
    json::array rows;
    for (const auto& entry : list_of(call.input, member)) {
        json::object row{{"Cidr", TRY(block_in(list, text_of(entry.as_object(), "Cidr")))}};
        copy_members(entry.as_object(), row, {"Description"});
        rows.push_back(std::move(row));
    }
    if (rows.size() > most_in_a_request)
        return refuse("InvalidParameterValue",
                      fmt::format("The number of entries per request cannot exceeds limit ({}).",
                                  most_in_a_request));
    return rows;
}

Result<void> remove_rows(json::array& entries, const json::array& removed) {
    for (const auto& row : removed) {
        const auto cidr = text_of(row.as_object(), "Cidr");
        if (erase_where(entries, "Cidr", cidr) == 0)
            return refuse("InvalidPrefixListModification",
                          fmt::format("The CIDR {} is not in the prefix list", cidr));
    }
    return {};
}

/// A CIDR that is there keeps its description: it goes in one request and comes in the next.
Result<void> check_added(const json::array& entries, const json::array& removed,
                         const json::array& added) {
    for (const auto& row : added) {
        const auto cidr = text_of(row.as_object(), "Cidr");
        if (find_where(removed, "Cidr", cidr) != nullptr)
            return refuse("InvalidParameterValue",
                          fmt::format("Request cannot contain Cidr {} in both "
                                      "AddPrefixListEntries and RemovePrefixListEntries",
                                      cidr));
        if (find_where(entries, "Cidr", cidr) != nullptr)
            return refuse("InvalidRequest", "The request received was invalid.");
    }
    return {};
}

void add_rows(json::array& entries, const json::array& added) {
    for (const auto& row : added) {
        erase_where(entries, "Cidr", text_of(row.as_object(), "Cidr"));
        entries.push_back(row);
    }
    std::ranges::stable_sort(
        entries, {}, [](const json::value& entry) { return text_of(entry.as_object(), "Cidr"); });
}

}  // namespace

Result<json::array> changed_entries(const Call& call, const json::object& list, json::array entries,
                                    std::string_view added) {
    const auto removed_rows = TRY(rows_under(call, list, "RemoveEntries"));
    const auto added_rows = TRY(rows_under(call, list, added));
    TRY_VOID(check_added(entries, removed_rows, added_rows));
    TRY_VOID(remove_rows(entries, removed_rows));
    add_rows(entries, added_rows);
    TRY_VOID(check_room(list, entries));
    return entries;
}

}  // namespace inland::emulator
