// SPDX-License-Identifier: Apache-2.0
#include "aws/model.h"

#include "aws/api_files.h"
#include "aws/api_table.h"
#include "aws/text_lines.h"

namespace inland::aws {

namespace {

constexpr std::string_view extension = ".api";
constexpr std::string_view partitions_file = "partitions.api";

/// One service's table, parsed when it is first asked for.
struct LazyService {
    std::string_view text;
    std::once_flag parsed = {};
    Result<Service> service = Service{};
};

using LazyServices = std::map<std::string, LazyService, std::less<>>;

LazyServices& lazy_services() {
    static LazyServices services = [] {
        LazyServices found;
        for (const auto& file : api::embedded_files())
            if (file.name != partitions_file)
                found[std::string(file.name.substr(0, file.name.size() - extension.size()))].text =
                    file.text;
        return found;
    }();
    return services;
}

}  // namespace

const Member* Shape::find_member(std::string_view member_name) const {
    const auto found = std::ranges::find(members, member_name, &Member::name);
    return found == members.end() ? nullptr : &*found;
}

bool Operation::read_only() const {
    static constexpr std::array<std::string_view, 5> prefixes{"Describe", "List", "Get", "Search",
                                                              "BatchGet"};
    return std::ranges::any_of(prefixes, [&](auto prefix) { return name.starts_with(prefix); });
}

const Member* Operation::idempotency_token() const {
    if (!input)
        return nullptr;
    const auto found = std::ranges::find_if(input->members, &Member::idempotency_token);
    return found == input->members.end() ? nullptr : &*found;
}

Result<const Operation*> Service::find_operation(std::string_view operation) const {
    const auto found = operations.find(operation);
    if (found == operations.end())
        return failure(ErrorKind::NotFound,
                       fmt::format("{} has no operation {} in its table", name, operation));
    return &found->second;
}

Result<const Service*> find_service(std::string_view name) {
    const auto found = lazy_services().find(name);
    if (found == lazy_services().end())
        return failure(ErrorKind::NotFound, fmt::format("no table for the service {}", name));
    auto& lazy = found->second;
    std::call_once(lazy.parsed, [&] { lazy.service = parse_api_table(lazy.text); });
    if (!lazy.service)
        return std::unexpected(lazy.service.error());
    return &*lazy.service;
}

std::vector<std::string> service_names() {
    std::vector<std::string> names;
    for (const auto& [name, lazy] : lazy_services())
        names.push_back(name);
    return names;
}

std::string service_id(std::string_view name) {
    constexpr std::string_view mark = "\n  id ";
    const auto found = lazy_services().find(name);
    const auto text = found == lazy_services().end() ? std::string_view{} : found->second.text;
    const auto begin = text.find(mark);
    if (begin == text.npos)
        return "";
    auto rest = text.substr(begin + mark.size());
    return std::string(take_line(rest));
}

}  // namespace inland::aws
