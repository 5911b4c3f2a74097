// SPDX-License-Identifier: Apache-2.0
#include "emulator/services/autoscaling/operations.h"
#include "emulator/services/tables.h"

#include <vector>

namespace inland::emulator {

std::span<const OperationRow> autoscaling_operations() {
    using namespace autoscaling;
    static const auto all = [] {
        std::vector<OperationRow> rows;
        for (const auto table : {autoscaling::group_operations(), member_operations(),
                                 tag_operations(), hook_operations(), attachment_operations(),
                                 process_operations(), refresh_operations(), metrics_operations()})
            rows.insert(rows.end(), table.begin(), table.end());
        return rows;
    }();
    return all;
}

}  // namespace inland::emulator
