// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "knowledge/node.h"
#include "knowledge/reporter.h"

#include <cstddef>
#include <functional>
#include <string_view>
#include <vector>

namespace inland::knowledge {

struct StreamLimits {
    std::size_t maximum_bytes = std::size_t{64} << 20U;
    /// yaml-cpp may need two hundred times as much memory as one document has bytes.
    std::size_t maximum_document_bytes = std::size_t{8} << 20U;
    /// With what aliases stand for; a text counts one more for each 64 bytes.
    std::size_t maximum_document_nodes = 1'000'000;
    std::size_t maximum_nodes = 8'000'000;  ///< of all documents together
    int maximum_depth = 128;
};

/// Reads the documents of a YAML stream (or of JSON, which is YAML), as other programs write them,
/// one after the other: tags are ignored, an alias stands for a copy of what it names with the
/// places of the original, and merge keys are merged. Positions count lines of the stream and bytes
/// of the line. A document that is no YAML is reported with its place and left out; the others are
/// read all the same. Whatever the bytes are, the work is bounded by the limits; nothing is thrown.
void read_yaml_stream(std::string_view text, Reporter& reporter,
                      const std::function<void(const Node& document)>& visit,
                      StreamLimits limits = {});

/// One document's text in a stream; the line is that of the stream in which it starts, from 0.
struct StreamChunk {
    std::string_view text;
    int line = 0;
};

/// The stream cut where lines "---" and "..." are. By YAML's grammar nothing of a document can hold
/// such a line. Chunks of blank lines, comments and directives alone are left out.
std::vector<StreamChunk> split_yaml_stream(std::string_view text);

}  // namespace inland::knowledge
