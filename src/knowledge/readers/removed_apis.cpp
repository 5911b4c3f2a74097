// SPDX-License-Identifier: Apache-2.0
#include "knowledge/readers/removed_apis.h"

#include "knowledge/readers/readers.h"
#include "knowledge/value_reader.h"

#include <array>

namespace inland::knowledge {

template <>
struct Columns<RemovedApi> {
    static constexpr std::array<Column<RemovedApi>, 5> all = {
        required<&RemovedApi::api_version>("apiVersion"), required<&RemovedApi::kinds>("kinds"),
        required<&RemovedApi::removed_in>("removedIn"),   required<&RemovedApi::instead>("instead"),
        required<&RemovedApi::source>("source"),
    };
};

void read_rules(const Node& document, Reporter& reporter, RemovedApis& apis) {
    static constexpr std::array<Column<RemovedApis>, 1> top = {
        required<&RemovedApis::rows>("removedApis")};
    read_fields(document, "the file", std::span<const Column<RemovedApis>>(top), reporter, apis);
}

/// Checked with the other files; the rows are read where they are used (knowledge/removed_apis.h).
void read_removed_apis(const Node& document, Reporter& reporter, Tables& /*tables*/) {
    RemovedApis apis;
    read_rules(document, reporter, apis);
}

}  // namespace inland::knowledge
