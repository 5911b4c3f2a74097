// SPDX-License-Identifier: Apache-2.0
// What controllers are told about the images that they start: arguments and variables.
#include "oci/manifests/finder.h"

#include <algorithm>

namespace inland::oci {

namespace {

using knowledge::NodeKind;

bool is_flag(std::string_view argument) {
    return argument.starts_with('-') && argument.find_first_of(" \t\n=") == std::string_view::npos;
}

/// "--flag" of "--flag=value"; "" when the argument is no such thing.
std::string_view flag_in(std::string_view argument) {
    const auto equals = argument.find('=');
    const bool is_set = equals != std::string_view::npos && is_flag(argument.substr(0, equals));
    return is_set ? argument.substr(0, equals) : std::string_view();
}

}  // namespace

void Finder::search_arguments(const Node& list) {
    std::string_view flag_before;
    for (std::size_t index = 0; index < list.children.size(); ++index) {
        const Node& argument = list.children[index];
        const FieldPath::Step step(path_, index);
        if (argument.kind == NodeKind::Scalar)
            search_argument(argument, flag_before);
        flag_before = is_flag(argument.text) ? std::string_view(argument.text) : "";
    }
}

void Finder::search_argument(const Node& argument, std::string_view flag_before) {
    const std::string_view text = argument.text;
    const auto set = flag_in(text);
    const auto flag = set.empty() ? flag_before : set;
    const std::size_t begin = set.empty() ? 0 : set.size() + 1;
    const bool is_known = searched_.rules.is_argument(flag);
    if (is_known || is_image_word(flag)) {
        ScalarCursor cursor(searched_.raw, argument);
        if (auto name = as_expected_name(text.substr(begin)))
            return add_piece(
                argument, cursor,
                {.image = *std::move(name), .begin = begin, .length = text.size() - begin},
                "argument", is_known ? Certainty::Certain : Certainty::Likely);
    }
    search_text(argument);
}

void Finder::search_variables(const Node& list) {
    for (std::size_t index = 0; index < list.children.size(); ++index) {
        const Node& variable = list.children[index];
        const auto* const value = variable.find("value");
        if (value == nullptr || value->kind != NodeKind::Scalar)
            continue;
        const FieldPath::Step at(path_, index);
        const FieldPath::Step in_value(path_, "value");
        const auto name = text_in(variable, "name");
        if (searched_.rules.is_variable(name))
            add_name(*value, "variable", Certainty::Certain);
        else if (is_image_word(name))
            add_name(*value, "variable", Certainty::Likely);
        else
            search_text(*value);
    }
}

}  // namespace inland::oci
