// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/diagnostic.h"
#include "core/result.h"
#include "knowledge/node.h"
#include "knowledge/tables.h"

#include <string>
#include <string_view>
#include <vector>

namespace inland::knowledge {

/// One file of a knowledge folder, parsed and not yet understood.
struct Document {
    std::string name;  ///< "flows.yaml": says which table it is
    std::string path;  ///< as places name it
    Node root;
};

/// The *.yaml files of a folder. What cannot be read or is no YAML is reported and left out.
std::vector<Document> read_folder(const std::string& folder, Diagnostics& diagnostics);

/// One JSON text of all documents, and back: what the build compiles into the binary. Positions
/// are not kept; the files were checked before.
std::string compile(const std::vector<Document>& documents);
Result<std::vector<Document>> read_compiled(std::string_view text);

/// Documents → tables. Reports unknown files, values that do not fit, and names that refer to
/// nothing; files that are missing are reported too.
Tables read_tables(const std::vector<Document>& documents, Diagnostics& diagnostics);

}  // namespace inland::knowledge
