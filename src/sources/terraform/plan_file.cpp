// SPDX-License-Identifier: Apache-2.0
#include "sources/terraform/plan_file.h"

#include "core/utf16.h"
#include "sources/terraform/plan_parser.h"

namespace inland::sources::terraform {

namespace {

constexpr std::string_view supported_major = "1.";
/// Modules nest, and every level of them is several of JSON's.
constexpr std::size_t deepest = 512;

}  // namespace

bool is_plan(const json::value& document) {
    return find(document, "format_version") != nullptr &&
           find(document, "resource_changes") != nullptr;
}

Result<JsonDocument> read_plan_file(std::string_view bytes) {
    std::string rewritten;
    auto document = TRY(parse_plan(TRY(utf8_of(bytes, rewritten)), deepest));
    const auto version = find_string(document.root(), "format_version");
    if (!version)
        return failure(ErrorKind::InvalidInput,
                       "this is no plan of Terraform: it has no format_version (make it with "
                       "`terraform show -json PLAN`)");
    if (!version->starts_with(supported_major))
        return failure(ErrorKind::InvalidInput,
                       "the plan has format_version " + *version + "; Inland reads 1.x");
    if (!is_plan(document.root()))
        return failure(ErrorKind::InvalidInput,
                       "the document has no resource_changes: it is a state, or a plan without "
                       "resources; make it with `terraform show -json PLAN`");
    return document;
}

}  // namespace inland::sources::terraform
