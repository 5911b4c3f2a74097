// SPDX-License-Identifier: Apache-2.0
#include "sources/terraform/block_expression.h"
#include "sources/terraform/language/block.h"

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace {

using namespace inland::sources::terraform;

void visit(const language::Block& block, const inland::json::object& planned) {
    block_expression(block, planned, "a.0.b");
    for (const auto& [name, tokens] : block.attributes) {
        language::references_of(tokens);
        member_of(tokens, "a");
    }
    for (const auto& inner : block.blocks)
        visit(inner, planned);
}

}  // namespace

/// Any bytes as a .tf file: blocks whose expressions can be asked about, or an error.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const inland::json::object planned{
        {"a", inland::json::array{inland::json::object{{"b", nullptr}, {"c", 1}}}}};
    const auto file = language::read_file(std::string(data, data + size));
    if (file)
        visit(*file, planned);
    return 0;
}
