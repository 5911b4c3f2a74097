// SPDX-License-Identifier: Apache-2.0
#include "knowledge/yaml_document.h"

#include "knowledge/readable_text.h"
#include "knowledge/tree_builder.h"
#include "knowledge/unclosed_quote.h"
#include "knowledge/view_buffer.h"
#include "knowledge/yaml_mark.h"

#include <exception>
#include <istream>
#include <new>

#include <fmt/format.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

namespace inland::knowledge {

namespace {

void parse_documents(std::string_view text, TreeBuilder& builder) {
    ViewBuffer buffer(text);
    std::istream stream(&buffer);
    YAML::Parser parser(stream);
    while (parser.HandleNextDocument(builder)) {
    }
}

}  // namespace

std::optional<Node> parse_yaml(std::string_view text, Reporter& reporter, YamlLimits limits) {
    if (!is_readable_text(text, limits.maximum_bytes, reporter))
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
