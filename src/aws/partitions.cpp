// SPDX-License-Identifier: Apache-2.0
#include "aws/partitions.h"

#include "aws/api_files.h"
#include "aws/text_lines.h"

namespace inland::aws {

namespace {

std::string_view partitions_text() {
    const auto files = api::embedded_files();
    const auto found = std::ranges::find(files, "partitions.api", &EmbeddedFile::name);
    return found == files.end() ? std::string_view{} : found->text;
}

void add_line(std::vector<PartitionTable>& tables, const std::vector<std::string_view>& words) {
    const auto text = [&](std::size_t index) { return std::string(words[index]); };
    if (words[0] == "partition" && words.size() == 5) {
        tables.push_back(
            {.partition = {text(1), text(2), text(3)}, .region_form = std::regex(text(4))});
    } else if (words[0] == "regions" && !tables.empty()) {
        tables.back().regions.assign(words.begin() + 1, words.end());
    } else if (words[0] == "host" && words.size() == 6 && !tables.empty()) {
        tables.back().hosts.push_back({text(1), text(2), text(3), text(4), text(5)});
    }
}

std::vector<PartitionTable> parse(std::string_view text) {
    std::vector<PartitionTable> tables;
    while (!text.empty()) {
        const auto words = split_words(take_line(text));
        if (!words.empty() && !words[0].starts_with('#'))
            add_line(tables, words);
    }
    return tables;
}

bool lists(const PartitionTable& table, std::string_view region) {
    return std::ranges::find(table.regions, region) != table.regions.end();
}

}  // namespace

const HostRow* PartitionTable::find_host(std::string_view service, std::string_view variant,
                                         std::string_view region) const {
    const HostRow* common = nullptr;
    for (const auto& row : hosts) {
        if (row.service != service || row.variant != variant)
            continue;
        if (row.region == region)
            return &row;
        if (row.region == "*")
            common = &row;
    }
    return common;
}

const std::vector<PartitionTable>& partition_tables() {
    static const auto tables = parse(partitions_text());
    return tables;
}

const PartitionTable& partition_table_of(std::string_view region) {
    const auto& tables = partition_tables();
    for (const auto& table : tables)
        if (lists(table, region))
            return table;
    const std::string text(region);
    for (const auto& table : tables)
        if (std::regex_match(text, table.region_form))
            return table;
    return tables.front();
}

}  // namespace inland::aws
