// SPDX-License-Identifier: Apache-2.0
#include "sources/terraform_plan.h"

#include "sources/terraform/plan_file.h"
#include "sources/terraform/readers.h"
#include "sources/terraform/unread.h"

#include <array>
#include <optional>
#include <utility>

#include <fmt/format.h>

namespace inland::sources {

namespace {

using namespace terraform;

constexpr std::array families{prefix_list_readers,     network_readers,
                              connection_readers,      identity_readers,
                              cluster_readers,         vpn_readers,
                              direct_connect_readers,  security_group_readers,
                              network_acl_readers,     route_table_readers,
                              launch_template_readers, node_group_readers,
                              endpoint_readers,        name_readers,
                              pod_identity_readers,    repository_readers,
                              load_balancer_readers,   load_balancer_target_readers,
                              eni_config_readers};

/// The types that some reader takes in.
std::vector<std::string_view> read_types() {
    std::vector<std::string_view> types;
    for (const auto family : families)
        for (const auto& row : family())
            types.push_back(row.type);
    return types;
}

/// The value of the root's variable that an expression is.
std::optional<std::string> variable_of(const json::value& document, std::string_view expression) {
    constexpr std::string_view prefix = "var.";
    for (const auto& reference : find_array(document, fmt::format("{}.references", expression)))
        if (reference.is_string() && reference.as_string().starts_with(prefix))
            return find_string(document,
                               fmt::format("variables.{}.value",
                                           std::string_view(reference.as_string()).substr(4)));
    return std::nullopt;
}

/// The Region of the first zone that something stands in: "eu-central-1" of "eu-central-1a".
std::string region_of_zones(const Instances& instances) {
    for (const auto* subnet : instances.of_type("aws_subnet"))
        if (auto zone = find_string(*subnet->values, "availability_zone"); zone && !zone->empty())
            return zone->substr(0, zone->size() - 1);
    return {};
}

/// The provider's Region, where the configuration gives it as a constant or a variable.
std::string region_of(const json::value& document, const Instances& instances) {
    constexpr std::string_view expression = "configuration.provider_config.aws.expressions.region";
    if (const auto written = find_string(document, fmt::format("{}.constant_value", expression)))
        return *written;
    if (const auto given = variable_of(document, expression))
        return *given;
    for (const auto* region : instances.of_block({}, true, "aws_region", "current"))
        if (const auto name = find_string(*region->values, "name"))
            return *name;
    return region_of_zones(instances);
}

std::string account_of(const Instances& instances) {
    for (const auto* caller : instances.of_block({}, true, "aws_caller_identity", "current"))
        if (const auto account = find_string(*caller->values, "account_id"))
            return *account;
    return {};
}

}  // namespace

bool looks_like_terraform_plan(std::string_view bytes) {
    /// No tool writes more of nothing before a document.
    constexpr std::size_t most_blank = std::size_t{1} << 20U;
    // A byte order mark and the zero bytes of UTF-16 are no letters of the text.
    constexpr std::string_view not_text("\xEF\xBB\xBF\xFF\xFE \t\r\n\0", 10);
    const auto beginning = bytes.substr(0, most_blank);
    const auto first = beginning.find_first_not_of(not_text);
    return first != std::string_view::npos && beginning[first] == '{';
}

Result<topology::Topology> read_terraform_plan(std::string_view bytes, std::string file,
                                               const std::filesystem::path& folder) {
    const auto plan = TRY(read_plan_file(bytes));
    const auto& document = plan.root();
    const auto instances = TRY(Instances::of(document));
    const auto files =
        folder.empty()
            ? SourceFiles()
            : SourceFiles::beside(folder, find_object(document, "configuration.root_module"));
    const Configuration configuration(document, instances, files);
    Reading reading{instances, configuration, std::move(file), {}};
    reading.topology.region = region_of(document, instances);
    reading.topology.account = account_of(instances);
    for (const auto family : families)
        for (const auto& row : family())
            for (const auto* instance : instances.of_type(row.type))
                row.read(reading, *instance);
    note_unread(reading, read_types());
    return std::move(reading.topology);
}

}  // namespace inland::sources
