// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/diagnostic.h"
#include "knowledge/document.h"
#include "knowledge/tables.h"

#include <vector>

namespace inland::knowledge {

/// Reports every name in the documents that refers to a row which no table has, and every name
/// that two rows of a table share, at its place.
void check_references(const std::vector<Document>& documents, const Tables& tables,
                      Diagnostics& diagnostics);

}  // namespace inland::knowledge
