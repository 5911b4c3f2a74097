// SPDX-License-Identifier: Apache-2.0
#include "knowledge/removed_apis.h"

#include "knowledge/readers/removed_apis.h"
#include "knowledge/rule_file.h"

#include <algorithm>

namespace inland::knowledge {

const RemovedApi* RemovedApis::of(std::string_view api_version, std::string_view kind) const {
    const auto found = std::ranges::find_if(rows, [&](const RemovedApi& row) {
        return row.api_version == api_version &&
               std::ranges::find(row.kinds, kind) != row.kinds.end();
    });
    return found == rows.end() ? nullptr : &*found;
}

const RemovedApis& built_in_removed_apis() {
    return built_in_rules<RemovedApis>();
}

}  // namespace inland::knowledge
