// SPDX-License-Identifier: Apache-2.0
#include "emulator/coverage_page.h"

#include "aws/model.h"
#include "emulator/coverage.h"

#include <array>
#include <map>
#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace inland::emulator {

namespace {

constexpr std::string_view introduction =
    R"(<!-- Made by `inland aws operations`; do not edit. -->
# What the embedded AWS does

Every operation that Inland knows the shapes of, and how well `inland aws serve` carries it out:

- **full**: AWS's behaviour as far as clients can see it: states over emulated time, validation, errors, pages, filters, tags, idempotency.
- **partial**: as full, but for what the row names. A *refused* member of the input is answered with an error that names it, unless it says nothing (false, 0, empty). An *ignored* member is taken and changes nothing.
- **absent**: answered with an error that names the operation, and counted in `/metrics` (`inland_unemulated_requests_total`). So is every operation that is not listed here.

Members that no service model has are treated as AWS does: ignored in JSON, refused in query and EC2 requests. The wire shapes, errors, pages, waiters and signatures are judged by tests that enumerate botocore's own models (tests/peers/botocore).

Policies are evaluated for every call. All calls come from the same place: `aws:SourceIp` is 127.0.0.1 and `aws:SecureTransport` is true, whatever the client's address and however it connected, so that a policy which asks for another address refuses every call.

A cluster's OpenID Connect issuer shows its documents under its own path: `/id/ID/.well-known/openid-configuration` and `/id/ID/keys`, also through the proxy at the issuer's own name.
)";

std::string code_list(const std::vector<std::string>& names) {
    std::vector<std::string> quoted;
    for (const auto& name : names)
        quoted.push_back(fmt::format("`{}`", name));
    return fmt::format("{}", fmt::join(quoted, ", "));
}

std::string missing(const Coverage& coverage) {
    std::vector<std::string> parts;
    if (!coverage.partial.empty())
        parts.push_back(coverage.partial);
    if (!coverage.refused.empty())
        parts.push_back("refused: " + code_list(coverage.refused));
    if (!coverage.ignored.empty())
        parts.push_back("ignored: " + code_list(coverage.ignored));
    return fmt::format("{}", fmt::join(parts, "; "));
}

/// Calls `visit` for every operation of a service's table, in alphabetical order.
template <typename Visit>
void for_each_operation(const aws::Service& service, Visit visit) {
    for (const auto& [name, operation] : service.operations)
        visit(name, coverage_of(service.name, name));
}

std::string count_line(const aws::Service& service) {
    std::array<int, 3> counts{};
    for_each_operation(service, [&](const std::string&, const Coverage& coverage) {
        ++counts.at(static_cast<std::size_t>(coverage.level));
    });
    return fmt::format("{} full, {} partial, {} absent.", counts[0], counts[1], counts[2]);
}

std::string section(const aws::Service& service) {
    auto text =
        fmt::format("\n## {} (`{}`)\n\n{}\n\n| operation | coverage | missing |\n|---|---|---|\n",
                    service.id, service.name, count_line(service));
    for_each_operation(service, [&](const std::string& name, const Coverage& coverage) {
        text +=
            fmt::format("| {} | {} | {} |\n", name, to_string(coverage.level), missing(coverage));
    });
    return text;
}

json::array strings(const std::vector<std::string>& texts) {
    json::array array;
    for (const auto& text : texts)
        array.emplace_back(text);
    return array;
}

}  // namespace

std::string coverage_page() {
    std::string page(introduction);
    for (const auto& name : aws::service_names())
        if (const auto service = aws::find_service(name))
            page += section(**service);
    return page;
}

json::array coverage_rows() {
    json::array rows;
    for (const auto& service_name : aws::service_names()) {
        const auto service = aws::find_service(service_name);
        if (!service)
            continue;
        for_each_operation(**service, [&](const std::string& name, const Coverage& coverage) {
            rows.push_back(json::object{{"service", service_name},
                                        {"operation", name},
                                        {"coverage", to_string(coverage.level)},
                                        {"partial", coverage.partial},
                                        {"refused", strings(coverage.refused)},
                                        {"ignored", strings(coverage.ignored)}});
        });
    }
    return rows;
}

}  // namespace inland::emulator
