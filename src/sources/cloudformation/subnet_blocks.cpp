// SPDX-License-Identifier: Apache-2.0
// Fn::Cidr.
#include "core/ipv4_prefix.h"
#include "sources/cloudformation/functions.h"
#include "sources/cloudformation/stack.h"

#include <charconv>
#include <optional>

namespace inland::sources::cloudformation {
namespace {

constexpr int address_bits = 32;
constexpr int most_blocks = 256;  // CloudFormation's own bound

std::optional<int> number_of(const Value& value) {
    int number = 0;
    const auto* end = value.text.data() + value.text.size();
    if (!value.is_text() || std::from_chars(value.text.data(), end, number).ptr != end)
        return std::nullopt;
    return number;
}

Value blocks_of(const Ipv4Prefix& whole, int count, int host_bits, knowledge::Position position) {
    if (count < 1 || count > most_blocks)
        return Value::unknown(position);
    Value list{.kind = ValueKind::List, .position = position};
    for (int at = 0; at < count; ++at) {
        const auto block =
            whole.subdivide(address_bits - host_bits, static_cast<std::uint32_t>(at));
        if (!block)
            return Value::unknown(position);
        list.children.push_back(Value::of(block->text(), position));
    }
    return list;
}

}  // namespace

Value subnet_blocks(Stack& stack, const knowledge::Node& argument) {
    const auto& arguments = argument.children;
    if (arguments.size() < 2)
        return Value::unknown(argument.position);
    const auto block = stack.evaluate(arguments[0]);
    const auto whole = Ipv4Prefix::parse(block.text);
    const auto count = number_of(stack.evaluate(arguments[1]));
    // Without bits the blocks are /24.
    const auto bits = arguments.size() > 2 ? number_of(stack.evaluate(arguments[2])) : 8;
    if (!block.is_text() || !whole || !count || !bits || *bits < 1 || *bits > address_bits)
        return Value::unknown(argument.position);
    return blocks_of(*whole, *count, *bits, argument.position);
}

}  // namespace inland::sources::cloudformation
