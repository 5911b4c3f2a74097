// SPDX-License-Identifier: Apache-2.0
// Managed prefix lists with their entries.
#include "sources/terraform/readers.h"

#include <array>

namespace inland::sources::terraform {

namespace {

using namespace topology;

/// Adds one entry; a list of which an entry is not known is not known.
void add_entry(PrefixList& list, const Reader& reader) {
    const auto block = reader.prefix("cidr");
    const auto six = reader.ipv6_prefix("cidr");
    if (block.is_known())
        append(list.blocks, block.value());
    else if (six.is_known())
        append(list.ipv6_blocks, six.value());
    else
        list.blocks = decltype(list.blocks)::unknown(reader.place());
}

void read_list(Reading& reading, const Instance& instance) {
    const Reader reader(reading, instance);
    auto list = reader.resource<PrefixList>();
    list.prefix_list_name = reader.text("name");
    list.blocks = std::vector<Ipv4Prefix>{};
    list.ipv6_blocks = std::vector<Ipv6Prefix>{};
    const auto count = reader.blocks("entry");
    if (!count && (reader.is_configured("entry") || !list.id.empty()))
        list.blocks = decltype(list.blocks)::unknown(reader.place());
    for (std::size_t at = 0; at < count.value_or(0); ++at)
        add_entry(list, reader.block("entry", at));
    reading.topology.add(std::move(list));
}

void read_entry(Reading& reading, const Instance& instance) {
    const Reader reader(reading, instance);
    if (auto* list = subject<PrefixList>(reading, reader.key("prefix_list_id")))
        add_entry(*list, reader);
    else
        make_unknown(reading, &PrefixList::blocks);
}

constexpr std::array rows{
    ReaderRow{"aws_ec2_managed_prefix_list", read_list},
    ReaderRow{"aws_ec2_managed_prefix_list_entry", read_entry},
};

}  // namespace

std::span<const ReaderRow> prefix_list_readers() {
    return rows;
}

}  // namespace inland::sources::terraform
