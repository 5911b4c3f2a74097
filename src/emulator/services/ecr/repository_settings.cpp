// SPDX-License-Identifier: Apache-2.0
#include "emulator/services/ecr/lookup.h"
#include "emulator/services/ecr/mutability.h"
#include "emulator/services/ecr/tables.h"
#include "emulator/services/members.h"

#include <array>

namespace inland::emulator::ecr {

namespace {

Result<json::object> put_tag_mutability(const Call& call) {
    const auto repository = TRY(find_repository(call));
    TRY_VOID(check_mutability(call.input));
    call.world.store().update(key_of(repository),
                              [&](json::object& record) { set_mutability(call.input, record); });
    auto output = about(repository);
    set_mutability(call.input, output);
    return output;
}

Result<json::object> put_scanning(const Call& call) {
    const auto repository = TRY(find_repository(call));
    call.world.store().update(key_of(repository), [&](json::object& record) {
        copy_members(call.input, record, {"imageScanningConfiguration"});
    });
    auto output = about(repository);
    copy_members(call.input, output, {"imageScanningConfiguration"});
    return output;
}

constexpr std::array operations{
    OperationRow{"PutImageTagMutability", put_tag_mutability},
    OperationRow{"PutImageScanningConfiguration", put_scanning},
};

}  // namespace

std::span<const OperationRow> repository_setting_operations() {
    return operations;
}

}  // namespace inland::emulator::ecr
