// SPDX-License-Identifier: Apache-2.0
#include "knowledge/yaml_document.h"

#include "knowledge/text_check.h"
#include "knowledge/tree_builder.h"
#include "knowledge/unclosed_quote.h"
#include "knowledge/view_buffer.h"

#include <exception>
#include <istream>
#include <new>

#include <fmt/format.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

namespace inland::knowledge {

namespace {

bool within_limits(std::string_view text, Reporter& reporter, const YamlLimits& limits) {
    if (text.size() > limits.maximum_bytes) {
        reporter.error({}, "too-large", "the file is too large",
                       fmt::format("{} bytes, at most {}", text.size(), limits.maximum_bytes));
        return false;
    }
    if (const auto binary = first_binary_byte(text)) {
        reporter.error(*binary, "not-text", "the file is not text",
                       "a byte here belongs to no UTF-8 text");
        return false;
    }
    return true;
}

/// yaml-cpp counts from 0, and says -1 where it does not know.
Position position_of(const YAML::Mark& mark) {
    return {.line = mark.line + 1, .column = mark.column + 1};
}

void parse_documents(std::string_view text, TreeBuilder& builder) {
    ViewBuffer buffer(text);
    std::istream stream(&buffer);
    YAML::Parser parser(stream);
    while (parser.HandleNextDocument(builder)) {
    }
}

}  // namespace

std::optional<Node> parse_yaml(std::string_view text, Reporter& reporter, YamlLimits limits) {
    if (!within_limits(text, reporter, limits))
        return std::nullopt;
    TreeBuilder builder(reporter, limits.maximum_depth, limits.key_of_tag);
    try {
        parse_documents(text, builder);
        if (!is_unclosed_quote(text, builder.last_quoted_offset()))
            return std::move(builder).root();
        reporter.error(builder.last_quoted(), "not-yaml", "the file is not YAML",
                       "the quote that opens here is never closed");
    } catch (const TreeBuilder::Refused&) {
        // already reported, with its place
    } catch (const YAML::Exception& problem) {
        reporter.error(position_of(problem.mark), "not-yaml", "the file is not YAML", problem.msg);
    } catch (const std::exception& problem) {
        reporter.error({}, "not-yaml", "the file is not YAML", problem.what());
    }
    return std::nullopt;
}

}  // namespace inland::knowledge
