// SPDX-License-Identifier: Apache-2.0
#include "sources/terraform/block_expression.h"
#include "sources/terraform/language/block.h"
#include "sources/terraform/written_expression.h"

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace {

using namespace inland::sources::terraform;

/// As deep as written_value goes.
void take_to_pieces(Tokens tokens, int depth) {
    tokens = trimmed(encoded(tokens));
    if (depth > 16 || tokens.empty())
        return;
    constant_text(tokens);
    if (is_traversal(tokens))
        path_of(tokens.subspan(1));
    take_to_pieces(sole_interpolation(tokens), depth + 1);
    const bool is_object = is_bracketed(tokens, '{');
    if (!is_object && !is_bracketed(tokens, '['))
        return;
    if (const auto loop = is_loop(tokens) ? loop_of(tokens) : std::nullopt)
        for (const auto part : {loop->over, loop->key, loop->value})
            take_to_pieces(part, depth + 1);
    if (!is_object)
        for (const auto element : elements_of(tokens))
            take_to_pieces(element, depth + 1);
    else
        for (const auto& [key, value] : members_of(tokens))
            take_to_pieces(value, depth + 1);
}

void visit(const language::Block& block, const inland::json::object& planned) {
    block_expression(block, planned, "a.0.b");
    for (const auto& [name, tokens] : block.attributes) {
        language::references_of(tokens);
        member_of(tokens, "a");
        take_to_pieces(tokens, 0);
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
