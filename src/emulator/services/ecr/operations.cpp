// SPDX-License-Identifier: Apache-2.0
#include "emulator/services/ecr/tables.h"
#include "emulator/services/tables.h"

#include <vector>

namespace inland::emulator {

std::span<const OperationRow> ecr_operations() {
    static const std::vector<OperationRow> rows = [] {
        std::vector<OperationRow> all;
        for (const auto table :
             {ecr::repository_operations(), ecr::repository_setting_operations(),
              ecr::repository_policy_operations(), ecr::tag_operations(), ecr::image_operations(),
              ecr::image_list_operations(), ecr::layer_operations(), ecr::layer_upload_operations(),
              ecr::authorization_operations(), ecr::registry_setting_operations(),
              ecr::pull_through_cache_operations()})
            all.insert(all.end(), table.begin(), table.end());
        return all;
    }();
    return rows;
}

}  // namespace inland::emulator
